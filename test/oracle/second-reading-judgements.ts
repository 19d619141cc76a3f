import { compare, distance, divide, exact, type Fraction, multiply } from "./exact-fraction.ts";
import type { Session } from "./second-reading-session.ts";
import type { Reading } from "./second-reading-values.ts";

/** How a metric judges a session: it has a usable value, no value (missing), or an unusable one (invalid). */
export type Judged<T> = { valid: T } | "missing" | "invalid";

export const isValid = <T>(judged: Judged<T>): judged is { valid: T } => typeof judged === "object";
export const validOf = <T>(all: readonly Judged<T>[]): T[] => all.filter(isValid).map(({ valid }) => valid);
export const leftOut = (all: readonly Judged<unknown>[]) => ({
  missing: all.filter((judged) => judged === "missing").length,
  invalid: all.filter((judged) => judged === "invalid").length,
});

export function judgeValue<T>({ value, bad }: Reading<T>): Judged<T> {
  if (value !== null) return { valid: value };
  return bad ? "invalid" : "missing";
}

export function judgeNps({ nps }: Session): Judged<number> {
  const judged = judgeValue(nps);
  return isValid(judged) && (judged.valid < 0 || judged.valid > 10) ? "invalid" : judged;
}

type Share = { share: Fraction; derived: boolean; mismatch: boolean; topBox: boolean };

export function judgeCsi({ csi, csiMax, csiPercent }: Session): Judged<Share> {
  if (csi.value !== null && csiMax.value !== null) {
    if (!(csiMax.value > 0 && csi.value > 0 && csi.value <= csiMax.value)) return "invalid";
    const [hundredfold, most] = [multiply(exact(100), exact(csi.value)), exact(csiMax.value)];
    const share = divide(hundredfold, most);
    const topBox = compare(hundredfold, multiply(exact(80), most)) >= 0;
    const mismatch = csiPercent.value !== null && compare(distance(share, exact(csiPercent.value)), exact(0.5)) > 0;
    return { valid: { share, derived: false, mismatch, topBox } };
  }
  if (csiPercent.value !== null) {
    if (!(csiPercent.value > 0 && csiPercent.value <= 100)) return "invalid";
    return {
      valid: { share: exact(csiPercent.value), derived: true, mismatch: false, topBox: csiPercent.value >= 80 },
    };
  }
  return csi.value !== null || csi.bad || csiMax.bad || csiPercent.bad ? "invalid" : "missing";
}

/** Whole seconds from the assignment to the operator's first message. */
export function judgeFirstReply(session: Session): Judged<number> {
  const starts = [session.operatorAssignedAt, session.takenByOperatorAt];
  const start = starts.find(({ value }) => value !== null)?.value ?? null;
  const end = session.operatorFirstMessageCreatedAt;
  if (end.bad || (start === null && starts.some(({ bad }) => bad))) return "invalid";
  if (end.value === null || start === null) return "missing";
  const milliseconds = end.value - start;
  return milliseconds < 0 ? "invalid" : { valid: Math.floor(milliseconds / 1000) };
}

export function judgeDuration({ operatorDialogDuration }: Session): Judged<number> {
  const judged = judgeValue(operatorDialogDuration);
  if (!isValid(judged)) return judged;
  if (judged.valid < 0) return "invalid";
  const seconds = Math.trunc(judged.valid);
  return seconds === 0 ? "missing" : { valid: seconds };
}
