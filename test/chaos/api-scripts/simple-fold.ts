/**
 * Computes the figures of a day a second time, only for the test: plain loops over well-typed rows, written from the metric
 * definitions. It imports nothing, so that it shares no mistake with the code that it checks.
 */
type Row = Record<string, unknown>;

export type Day = { from: number; to: number; targetOf: (groups: readonly number[]) => number };

const CLASSES = ["spam", "handled", "lost", "unanswered", "waiting", "bot_only"] as const;

type Measured = { value: number | null; n: number };

export type SimpleFigures = {
  distinct: number;
  invalid: number;
  outside: number;
  classes: Record<(typeof CLASSES)[number], number>;
  nps: Measured & { promoters: number; detractors: number };
  csi: Measured;
  frt: Measured;
  sl1: { value: number | null; numerator: number; denominator: number };
  price: Measured;
  operators: Record<string, number>;
};

export function simpleFold(rows: readonly Row[], day: Day): SimpleFigures {
  const kept = withoutDuplicates(rows);
  const valid = kept.filter((row) => row.id !== null && !Number.isNaN(timeOf(row, "createdAt")));
  const inDay = valid.filter((row) => timeOf(row, "createdAt") >= day.from && timeOf(row, "createdAt") < day.to);
  const of = (name: string): Row[] => inDay.filter((row) => classOf(row) === name);
  return {
    distinct: kept.length,
    invalid: kept.length - valid.length,
    outside: valid.length - inDay.length,
    classes: Object.fromEntries(CLASSES.map((name) => [name, of(name).length])) as SimpleFigures["classes"],
    nps: npsOf(of("handled")),
    csi: meanOf(of("handled").flatMap(csiOf)),
    frt: meanOf(of("handled").flatMap((row) => replyOf(row) ?? [])),
    sl1: serviceLevel(of, day),
    price: sumOf(inDay.filter((row) => classOf(row) !== "spam").flatMap((row) => numberOf(row, "price") ?? [])),
    operators: countBy(inDay.map(operatorOf)),
  };
}

/** Two rows are one session if id and creation are equal. A row without one of them is the same only as an equal row. */
export function identityOf(row: Row): string {
  const at = timeOf(row, "createdAt");
  return row.id === null || Number.isNaN(at) ? textOf(row) : `${row.id} at ${at}`;
}

export function textOf(row: Row): string {
  return JSON.stringify(row, Object.keys(row).sort());
}

function withoutDuplicates(rows: readonly Row[]): Row[] {
  const kept = new Map<string, Row>();
  for (const row of rows) {
    const rival = kept.get(identityOf(row));
    if (rival === undefined || isNewer(row, rival)) kept.set(identityOf(row), row);
  }
  return [...kept.values()];
}

function isNewer(a: Row, b: Row): boolean {
  const difference = timeOf(a, "updatedAt") - timeOf(b, "updatedAt");
  return difference > 0 || (difference === 0 && textOf(a) > textOf(b));
}

/** NaN if there is no value. */
function timeOf(row: Row, field: string): number {
  return typeof row[field] === "string" ? Date.parse(row[field]) : Number.NaN;
}

function numberOf(row: Row, field: string): number | null {
  return typeof row[field] === "number" ? row[field] : null;
}

const has = (row: Row, field: string): boolean => row[field] !== undefined && row[field] !== null;

function groupsOf(row: Row): number[] {
  return Array.isArray(row.operatorGroupIds) ? row.operatorGroupIds : [];
}

function classOf(row: Row): string {
  if (row.markedAsSpam === true) return "spam";
  if (has(row, "operatorFirstMessageCreatedAt") || (numberOf(row, "operatorMessageCount") ?? 0) > 0) return "handled";
  if (row.isLostSession === true) return "lost";
  if (!["userId", "operatorName"].some((field) => has(row, field)) && groupsOf(row).length === 0) return "bot_only";
  return has(row, "closedAt") ? "unanswered" : "waiting";
}

function npsOf(handled: readonly Row[]): SimpleFigures["nps"] {
  const marks = handled.flatMap((row) => numberOf(row, "nps") ?? []);
  const promoters = marks.filter((mark) => mark >= 9).length;
  const detractors = marks.filter((mark) => mark <= 6).length;
  const value = marks.length === 0 ? null : (100 * (promoters - detractors)) / marks.length;
  return { value, n: marks.length, promoters, detractors };
}

/** Returns a rating in percent of its scale; nothing if the rating is missing or outside the scale. */
function csiOf(row: Row): number[] {
  const [mark, most] = [numberOf(row, "csi"), numberOf(row, "csiMax")];
  return mark === null || most === null || mark <= 0 || mark > most ? [] : [(100 * mark) / most];
}

/** Returns whole seconds from assignment to first message; null if one is missing or the message is earlier. */
function replyOf(row: Row): number | null {
  const reply = timeOf(row, "operatorFirstMessageCreatedAt") - timeOf(row, "operatorAssignedAt");
  return reply >= 0 ? Math.floor(reply / 1000) : null;
}

function serviceLevel(of: (name: string) => Row[], day: Day): SimpleFigures["sl1"] {
  const timed = of("handled").filter((row) => replyOf(row) !== null);
  const numerator = timed.filter((row) => (replyOf(row) ?? 0) <= day.targetOf(groupsOf(row))).length;
  const denominator = timed.length + of("lost").length + of("unanswered").length + of("waiting").length;
  const unknown = denominator === 0 || (of("handled").length > 0 && timed.length === 0);
  return { value: unknown ? null : (100 * numerator) / denominator, numerator, denominator };
}

function sumOf(values: readonly number[]): Measured {
  const value = values.length === 0 ? null : values.reduce((a, b) => a + b, 0);
  return { value, n: values.length };
}

function meanOf(values: readonly number[]): Measured {
  const { value, n } = sumOf(values);
  return { value: value === null ? null : value / n, n };
}

function operatorOf(row: Row): string {
  if (has(row, "userId")) return String(row.userId);
  return has(row, "operatorName") ? `name:${row.operatorName}` : "none";
}

function countBy(keys: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const key of keys) counts[key] = (counts[key] ?? 0) + 1;
  return counts;
}
