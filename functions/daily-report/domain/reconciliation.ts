import { type SessionClass, sessionClasses } from "./classify.ts";
import { count, histogram } from "./metrics/metric.ts";
import { size } from "./statistics.ts";
import { figuresOf, type Tally } from "./tally.ts";

/**
 * How the rows received add up to the sessions reported (`docs/metrics.md` section 2). `declared` is the API's own count. `short`
 * is the number of missing sessions; if it is negative, so many sessions came in after the API counted the day.
 */
export type Reconciliation = { declared: number; short: number } & Record<
  "received" | "duplicate" | "invalid" | "outside" | "in_day" | SessionClass,
  number
>;

/** A figure of the sums: one of the reconciliation, or the duplicates that the API's count does not include. */
export type SumPart = keyof Reconciliation | "uncounted";

/** A total and its terms: total = the sum of sign * value. */
export type ReconciliationSum = {
  readonly total: { readonly part: SumPart; readonly value: number };
  readonly terms: readonly { readonly part: SumPart; readonly value: number; readonly sign: 1 | -1 }[];
};

/** Reconciles a tally with the count that the API declared. */
export function reconcile(tally: Tally, declared: number): Reconciliation {
  const rows = figuresOf(tally, "rows", "");
  const sessions = figuresOf(tally, "day", "");
  const [received, duplicate, outside] = [count(rows, "received"), count(rows, "duplicate"), count(rows, "outside")];
  const classes = sessionClasses.map((sessionClass) => [sessionClass, count(sessions, "class", sessionClass)] as const);
  return {
    declared,
    short: declared - received + uncountedOf({ declared, received, duplicate }),
    received,
    duplicate,
    invalid: size(histogram(rows, "invalid")),
    outside,
    in_day: size(histogram(sessions, "class")),
    ...(Object.fromEntries(classes) as Record<SessionClass, number>),
  };
}

/**
 * The number of duplicates that the API's count does not include. The API's list may repeat rows, and its count may include
 * all, some or none of the repeats. So every count from the number of sessions to the number of rows is complete.
 */
function uncountedOf({
  declared,
  received,
  duplicate,
}: Pick<Reconciliation, "declared" | "received" | "duplicate">): number {
  return Math.min(duplicate, Math.max(0, received - declared));
}

/** The three sums, for mail, workbook and terminal: rows, sessions by class, and the difference to the API's count. */
export function reconciliationSums(reconciliation: Reconciliation): ReconciliationSum[] {
  const values = { ...reconciliation, uncounted: uncountedOf(reconciliation) };
  return sums(values.uncounted > 0).map(({ total, terms }) => ({
    total: { part: total, value: values[total] },
    terms: terms.map(({ part, sign }) => ({ part, sign, value: values[part] })),
  }));
}

type Sum = { readonly total: SumPart; readonly terms: readonly { readonly part: SumPart; readonly sign: 1 | -1 }[] };

function sums(hasUncounted: boolean): Sum[] {
  return [
    { total: "received", terms: plus(["duplicate", "invalid", "outside", "in_day"]) },
    { total: "in_day", terms: plus(sessionClasses) },
    {
      total: "short",
      terms: [
        ...plus(["declared"]),
        { part: "received", sign: -1 },
        // A term of 0 would only make the line longer.
        ...(hasUncounted ? plus(["uncounted"]) : []),
      ],
    },
  ];
}

function plus(parts: readonly SumPart[]): Sum["terms"] {
  return parts.map((part) => ({ part, sign: 1 }));
}
