import type { DayFile } from "./day-file.ts";

/** The answer to a request for sessions: a page, or why the request does not fit a bench. */
export type BenchAnswer = { readonly status: number; readonly body: Buffer | string };

/** The parameters that the server understands. A filter would need another day file. */
const known = ["fields", "from", "to", "sort", "limit", "offset"];

/**
 * Answers like the TWIN API: the rows created from `from` to `to`, both inclusive, sorted by `createdAt`, from `offset` on, and
 * the count of all of them.
 */
export function answerFromDay(day: DayFile, query: URLSearchParams): BenchAnswer {
  const complaint = complaintAbout(day, query);
  if (complaint !== null) return { status: 400, body: JSON.stringify({ error: complaint }) };
  const [from, to] = [instant(query, "from"), instant(query, "to")];
  const first = Number.isNaN(from) ? 0 : day.firstAtLeast(from);
  const end = Number.isNaN(to) ? day.count : day.firstAtLeast(to + 1);
  const start = Math.min(end, first + Number(query.get("offset") ?? 0));
  const items = day.read(start, Math.min(end, start + Number(query.get("limit") ?? 10)));
  return { status: 200, body: Buffer.concat([Buffer.from(`{"count":${end - first},"items":[`), items, tail]) };
}

const tail = Buffer.from("]}");

function complaintAbout({ fields }: DayFile, query: URLSearchParams): string | null {
  const other = [...query.keys()].find((key) => !known.includes(key));
  if (other !== undefined) return `The bench has no parameter ${other}.`;
  if (query.get("sort") !== "createdAt") return "The bench sorts by createdAt only.";
  const asked = (query.get("fields") ?? "").split(",");
  return asked.toSorted().join() === [...fields].sort().join() ? null : "The day was written with other fields.";
}

function instant(query: URLSearchParams, name: string): number {
  return Date.parse(query.get(name) ?? "");
}
