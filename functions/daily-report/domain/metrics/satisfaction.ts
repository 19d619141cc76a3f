import { decimalOf, type Fraction } from "../fraction.ts";
import { isMismatch, isTopBox, judgeCsi, judgeValue, shareOf } from "../judge.ts";
import { type Limits, mean, meanLimits, size, wilsonLimits } from "../statistics.ts";
import {
  type CheckedValue,
  checked,
  count,
  countClasses,
  type Family,
  type Figures,
  histogram,
  type Note,
  type RateValue,
  rate,
  type Subject,
} from "./metric.ts";

const counters = ["csi", "csi_mismatch", "csi_top_box", "rating", "ratings_elsewhere"] as const;

type Counter = (typeof counters)[number];

export type CsiValue = CheckedValue & { derived: number; mismatch: number };

/** Counts handled sessions by csi and by rating, and offered sessions that have a mark although nobody handled them. */
function observe(subject: Subject, note: Note<Counter>): void {
  const { session, class: sessionClass } = subject;
  if (sessionClass === "handled") {
    observeCsi(subject, note);
    const rating = judgeValue(session.rating);
    if (rating.is === "valid") note("rating", rating.value);
    else note(rating.is, "rating");
  } else if (
    sessionClass !== "spam" &&
    sessionClass !== "bot_only" &&
    (session.nps.value !== null || session.csi.value !== null)
  ) {
    note("ratings_elsewhere");
  }
}

function observeCsi({ session }: Subject, note: Note<Counter>): void {
  const csi = judgeCsi(session);
  if (csi.is !== "valid") {
    note(csi.is, "csi");
    return;
  }
  // The key contains the scale of a mark, so that shares on different scales add exactly.
  note("csi", csi.value.derived ? `${session.csiPercent.value}%` : `${session.csi.value}/${session.csiMax.value}`);
  if (isTopBox(csi.value.share)) note("csi_top_box");
  if (isMismatch(csi.value, session.csiPercent.value)) note("csi_mismatch");
}

function shareOfKey(key: string): Fraction {
  const [mark, max] = key.split("/");
  return max === undefined ? decimalOf(Number.parseFloat(key)) : shareOf(Number(mark), Number(max));
}

function csi(figures: Figures<Counter>): CsiValue {
  const shares = histogram(figures, "csi");
  const derived = [...shares].reduce((sum, [key, sessions]) => (key.endsWith("%") ? sum + sessions : sum), 0);
  return { ...checked(figures, "csi", mean(shares, shareOfKey)), derived, mismatch: count(figures, "csi_mismatch") };
}

/** The 95 % limits of the CSI. */
export function csiLimits(figures: Figures<Counter>): Limits {
  return meanLimits(histogram(figures, "csi"), shareOfKey);
}

function csatTopBox(figures: Figures<Counter>): RateValue & Limits {
  const n = size(histogram(figures, "csi"));
  const happy = count(figures, "csi_top_box");
  return { ...rate(happy, n), ...wilsonLimits(happy, n) };
}

function rating(figures: Figures<Counter>): CheckedValue {
  return checked(figures, "rating", mean(histogram(figures, "rating")));
}

/** Customer satisfaction: csi on its scale, the share of happy answers, and the platform's own rating. */
export const satisfaction = {
  counters,
  observe,
  metrics: {
    csi: { version: 1, unit: "percent", smallN: "suppressed", value: csi },
    csat_top_box: { version: 1, unit: "percent", smallN: "suppressed", value: csatTopBox },
    csi_coverage: {
      version: 1,
      unit: "percent",
      smallN: "shown",
      value: (figures) => rate(size(histogram(figures, "csi")), countClasses(figures, "handled")),
    },
    rating: { version: 1, unit: "points", smallN: "suppressed", value: rating },
    ratings_elsewhere: {
      version: 1,
      unit: "sessions",
      smallN: "shown",
      value: (figures) => ({ value: count(figures, "ratings_elsewhere") }),
    },
  },
} satisfies Family<Counter>;
