import { compareFractions, decimalOf, type Fraction, over, times } from "./fraction.ts";
import type { InstantReading, Reading } from "./read-values.ts";
import type { Session } from "./session.ts";

/** How a metric judges a session: it has a value, it has nothing (missing), or it has something unusable (invalid). */
export type Judgement<T> = { readonly is: "valid"; readonly value: T } | { readonly is: "missing" | "invalid" };

const MISSING = { is: "missing" } as const;
const INVALID = { is: "invalid" } as const;

/** Judges a field that has no rules of its own: a value is valid unless it has a fault. */
export function judgeValue<T>({ value, fault }: Reading<T>): Judgement<T> {
  if (fault !== null) return INVALID;
  return value === null ? MISSING : { is: "valid", value };
}

export type NpsGroup = "promoter" | "passive" | "detractor";

/** Reichheld's groups: 9-10, 7-8, 0-6. */
export function npsGroup(mark: number): NpsGroup {
  if (mark >= 9) return "promoter";
  return mark >= 7 ? "passive" : "detractor";
}

/** The exact share of the scale in percent. `derived` is true if it is the platform's percentage, not a mark on a scale. */
export type CsiShare = { readonly share: Fraction; readonly derived: boolean };

/**
 * Judges csi. If mark and scale are both set, it is the mark's share of the scale, or invalid if one is out of range.
 * Otherwise it is the platform's percentage. Without a percentage, a mark alone or an unreadable value is invalid. Marks start
 * above 0, because 0 may mean "not rated".
 */
export function judgeCsi({ csi, csiMax, csiPercent }: Session): Judgement<CsiShare> {
  if (csi.value !== null && csiMax.value !== null) {
    return csi.fault === null && csiMax.fault === null
      ? { is: "valid", value: { share: shareOf(csi.value, csiMax.value), derived: false } }
      : INVALID;
  }
  if (csiPercent.value !== null) {
    return csiPercent.fault === null
      ? { is: "valid", value: { share: decimalOf(csiPercent.value), derived: true } }
      : INVALID;
  }
  return csi.value !== null || [csi, csiMax, csiPercent].some(isBad) ? INVALID : MISSING;
}

/** Whether the field has a value that cannot be read. A readable value out of range is not bad here. */
function isBad({ value, fault }: Reading<unknown>): boolean {
  return value === null && fault !== null;
}

/** 100 mark / max, exact; max must not be 0. */
export function shareOf(mark: number, max: number): Fraction {
  return over(times(HUNDRED, decimalOf(mark)), decimalOf(max));
}

const HUNDRED = decimalOf(100);
const TOP_BOX = decimalOf(80);
const HALF = decimalOf(0.5);

/** Whether a share is in the top box: 80 % of the scale or more, for example 4 of 5. */
export function isTopBox(share: Fraction): boolean {
  return compareFractions(share, TOP_BOX) >= 0;
}

/** Whether the platform's percentage differs from mark / scale by more than half a point. */
export function isMismatch({ share, derived }: CsiShare, percent: number | null): boolean {
  if (derived || percent === null) return false;
  const { numerator, denominator } = decimalOf(percent);
  const difference = {
    numerator: share.numerator * denominator - numerator * share.denominator,
    denominator: share.denominator * denominator,
  };
  const magnitude = difference.numerator < 0n ? -difference.numerator : difference.numerator;
  return compareFractions({ ...difference, numerator: magnitude }, HALF) > 0;
}

/**
 * First response time in whole seconds: from the assignment to the operator's first message. Without an assignment, it starts
 * when an operator took the session. A negative time (possible after a transfer) or an unreadable start or end is invalid.
 */
export function judgeFirstReply(session: Session): Judgement<number> {
  const start = firstReadable(session.operatorAssignedAt, session.takenByOperatorAt);
  const reply = session.operatorFirstMessageCreatedAt;
  if (start.fault !== null || reply.fault !== null) return INVALID;
  if (start.value === null || reply.value === null) return MISSING;
  return wholeSeconds((reply.value - start.value) / 1000);
}

/** The first reading if it has a value; else the second if it has one; else the first of them with a fault, if any. */
function firstReadable(first: InstantReading, second: InstantReading): InstantReading {
  if (first.value !== null) return first;
  return second.value !== null || first.fault === null ? second : first;
}

/** Dialog duration in whole seconds; 0 is missing. This is dialog time, not working time. */
export function judgeDuration({ operatorDialogDuration }: Session): Judgement<number> {
  const seconds = judgeValue(operatorDialogDuration);
  if (seconds.is !== "valid") return seconds;
  const whole = wholeSeconds(seconds.value);
  return whole.is === "valid" && whole.value === 0 ? MISSING : whole;
}

/** Checks the sign before it cuts the fraction: -0.5 s is negative, not 0. */
export function wholeSeconds(seconds: number): Judgement<number> {
  return seconds < 0 ? INVALID : { is: "valid", value: Math.trunc(seconds) };
}
