import { sessionClasses } from "../domain/classify.ts";
import type { MetricId } from "../domain/metrics/catalogue.ts";
import type { Report } from "../domain/report.ts";
import { haveGroupsTheirOwnTarget } from "../texts/report-sentences.ts";
import { certaintyOf, type Figure, figureText } from "../texts/small-n.ts";
import type { Part } from "../texts/texts.ts";
import type { Words } from "../texts/words.ts";
import type { Tile } from "./section.ts";

/** The figures that a reader wants to see first. */
export function tilesOf(report: Report, words: Words): Tile[] {
  const notes: Partial<Record<MetricId, string>> = {
    sessions: classesNote(report, words),
    handled: words.texts.mail.ofOffered(words.format.count(report.metrics.offered.value)),
    lost_rate: ratioNote(report.metrics.lost_rate, words),
    sl1: targetNote(report, words),
    frt_p50: checkedNote(report.metrics.frt, words),
    frt_p90: longestNote(report, words),
    ...(report.metrics.duration.n > 0 ? { duration_p50: checkedNote(report.metrics.duration, words) } : {}),
    csi: checkedNote(report.metrics.csi, words),
    csat_top_box: joined([ratioNote(report.metrics.csat_top_box, words), limitsNote("csat_top_box", report, words)]),
    nps: joined([
      partsNote(report.metrics.nps, ["promoters", "passives", "detractors"], words),
      limitsNote("nps", report, words),
    ]),
    containment: ratioNote(report.metrics.containment, words),
    ...(report.metrics.price_total.n > 0 ? { price_total: priceNote(report, words) } : {}),
  };
  return Object.entries(notes).map(([name, note]) => {
    const id = name as MetricId;
    const figure: Figure = report.metrics[id];
    const few = certaintyOf(id, figure) === "counts" ? words.texts.common.fewAnswers : "";
    return { label: words.texts.metrics[id].title, figure: figureText(id, figure, words), note: joined([note, few]) };
  });
}

function classesNote({ metrics }: Report, { texts, format }: Words): string {
  const shown = sessionClasses.filter((sessionClass) => sessionClass !== "spam");
  const counts = shown.map(
    (sessionClass) => `${texts.reconciliation[sessionClass]} ${format.count(metrics[sessionClass].value)}`,
  );
  return counts.join(", ");
}

function ratioNote({ numerator, denominator }: Figure, { texts, format }: Words): string {
  return texts.common.kOfN(format.count(numerator ?? null), format.count(denominator ?? null));
}

/** How many values a figure is computed from, and how many values were left out. */
function checkedNote(figure: Figure, words: Words): string {
  return partsNote(figure, ["n", "missing", "invalid"], words);
}

function partsNote(figure: Figure, shown: readonly Part[], { texts, format }: Words): string {
  return shown.map((part) => `${texts.parts[part]} ${format.count(figure[part] ?? null)}`).join(", ");
}

/** The service level's counts and the target it is measured against. */
function targetNote(report: Report, words: Words): string {
  const { metrics, settings } = report;
  const { texts, format } = words;
  const say = haveGroupsTheirOwnTarget(report) ? texts.mail.withinOwn : texts.mail.within;
  return say(ratioNote(metrics.sl1, words), format.figure("seconds", settings.firstReplySeconds));
}

function longestNote({ metrics }: Report, { texts, format }: Words): string {
  const longest = texts.mail.longest(format.figure("seconds", metrics.frt.max));
  return joined([metrics.frt_p90.value === null ? texts.mail.fromTenOn : "", metrics.frt.max === null ? "" : longest]);
}

/** The confidence limits of the value; "" if the value itself is not shown. */
function limitsNote(id: "nps" | "csat_top_box", { metrics }: Report, { texts, format }: Words): string {
  const { low, high } = metrics[id];
  if (low === null || certaintyOf(id, metrics[id]) === "counts") return "";
  const unit = id === "nps" ? "nps" : "percent";
  return texts.mail.limits(format.figure(unit, low), format.figure(unit, high));
}

function priceNote({ metrics }: Report, words: Words): string {
  const each = words.texts.mail.perSession(figureText("price_per_session", metrics.price_per_session, words));
  return joined([each, checkedNote(metrics.price_total, words)]);
}

function joined(notes: readonly string[]): string {
  return notes.filter((note) => note !== "").join("; ");
}
