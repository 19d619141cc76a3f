import { describe, expect, it } from "vitest";
import type { Slice } from "../../functions/daily-report/twin/cut-time.ts";
import type { ListAnswer } from "../../functions/daily-report/twin/decode-answer.ts";
import type { ListedPage, PageRequest } from "../../functions/daily-report/twin/list-sessions.ts";
import { defaultTwinLimits, type TwinLimits } from "../../functions/daily-report/twin/twin-limits.ts";
import { UnplacedRows } from "../../functions/daily-report/twin/unplaced-rows.ts";
import { readSlice, type SlicePages } from "../../functions/daily-report/twin/walk-slice.ts";
import { crowd, instantOf, noon, rowAt } from "./session-rows.ts";

const limits = { ...defaultTwinLimits, pageRows: 10, cutAbove: 20, sessionsPerSlice: 10 };
const words = "the sessions from 2026-01-11T12:00:00+00:00 to";

/** A slice that starts at noon; its parent counted 10 sessions. */
function sliceOf(seconds: number, children = 0): Slice {
  return { from: noon, to: noon + seconds * 1000, first: false, last: false, balance: { parent: 10, children } };
}

/** All rows of a slice; or the rows of its first page and the slices it was cut into. */
type SliceOutcome = { rows: readonly unknown[]; cut?: Slice[] };

/** Reads a slice from a server whose answer to the nth request (from 1) is `answer(nth)`. */
async function read(
  slice: Slice,
  answer: (nth: number, page: PageRequest) => ListAnswer,
  more: Partial<TwinLimits> = {},
): Promise<{ outcome: SliceOutcome | Error; requests: number }> {
  let requests = 0;
  const list = async (page: PageRequest): Promise<ListedPage> => {
    requests += 1;
    return { ...answer(requests, page), bytes: 0 };
  };
  const tools = { list, instantOf, unplaced: new UnplacedRows(), limits: { ...limits, ...more } };
  const pages = readSlice(slice, tools, new AbortController().signal);
  const outcome = await rowsOf(pages).catch((error: Error) => error);
  return { outcome, requests };
}

async function rowsOf(pages: SlicePages): Promise<SliceOutcome> {
  const rows: unknown[] = [];
  for (;;) {
    const { value, done } = await pages.next();
    rows.push(...value.rows);
    if (done) return value.instead.length === 0 ? { rows } : { rows, cut: value.instead };
  }
}

describe("readSlice", () => {
  const answerOf = (count: number) => () => ({ count, items: [] });

  it("cuts a slice that counts more than `cutAbove`", async () => {
    expect((await read(sliceOf(8), answerOf(20))).outcome).toEqual({ rows: [] });
    expect((await read(sliceOf(8), answerOf(21))).outcome).toMatchObject({
      rows: [],
      cut: [{ from: noon }, { from: noon + 2000 }, { from: noon + 4000 }, { from: noon + 6000, to: noon + 8000 }],
    });
  });

  it("keeps the rows that the first page settles, and cuts only the rest", async () => {
    const rows = Array.from({ length: 10 }, (_, nth) => rowAt(noon + nth * 500, `r${nth}`));
    const { outcome, requests } = await read(sliceOf(12), () => ({ count: 21, items: rows }));
    expect(outcome).toMatchObject({
      rows: rows.slice(0, 8),
      cut: [
        { from: noon + 4000, to: noon + 6000, first: false, balance: { parent: 13, children: 0 } },
        { from: noon + 6000, to: noon + 8000 },
        { from: noon + 8000, to: noon + 10_000 },
        { from: noon + 10_000, to: noon + 12_000 },
      ],
    });
    expect(requests).toBe(1);
  });

  it("cuts the whole slice if its first page does not get beyond the first second", async () => {
    const { outcome } = await read(sliceOf(4), () => ({ count: 21, items: crowd(10) }));
    expect(outcome).toMatchObject({ rows: [], cut: [{ from: noon }, {}, {}, { to: noon + 4000 }] });
  });

  it("never cuts a slice of one second", async () => {
    expect((await read(sliceOf(1), answerOf(21))).outcome).toEqual({ rows: [] });
    expect((await read(sliceOf(2), answerOf(21))).outcome).toMatchObject({ cut: [{}, {}] });
  });

  it("decides by the first count whether to cut, even if later counts are higher", async () => {
    const rows = Array.from({ length: 15 }, (_, second) => rowAt(noon + second * 1000, `r${second}`));
    const { outcome } = await read(sliceOf(60), (nth, { from, offset }) => ({
      count: nth === 1 ? 15 : 1000,
      items: rows.filter((row) => (instantOf(row) ?? 0) >= from).slice(offset, offset + 10),
    }));
    expect(outcome).toEqual({ rows });
  });

  it("throws instead of cutting if the slices count more than twice their parent plus a page", async () => {
    expect((await read(sliceOf(8, 9), answerOf(21))).outcome).toHaveProperty("cut");
    expect((await read(sliceOf(8, 10), answerOf(21))).outcome).toHaveProperty(
      "message",
      `Slices of a time that counts 10 sessions count 31 together, up to ${words} 2026-01-11T12:00:08+00:00: TWIN does not limit its list to the time asked for; the API may have changed.`,
    );
  });

  it("throws after more requests than twice the count plus twenty", async () => {
    // Each page begins with the last row of the page before, so a page of two rows has one new row.
    const inPairs =
      (rows: number) =>
      (_: number, { offset }: PageRequest) => ({
        count: 3,
        items: crowd(rows).slice(offset, offset + (offset === 0 ? 4 : 2)),
      });
    const { outcome, requests } = await read(sliceOf(1), inPairs(29), { cutAbove: 1000 });
    expect([outcome, requests]).toEqual([{ rows: crowd(29) }, 27]);

    const endless = await read(sliceOf(1), inPairs(1000), { cutAbove: 1000 });
    expect([endless.outcome, endless.requests]).toEqual([expect.any(Error), 27]);
    expect(endless.outcome).toHaveProperty(
      "message",
      `TWIN counted 3 of ${words} 2026-01-11T12:00:01+00:00 but goes on listing far past that; the end of its list is unknown.`,
    );
  });

  it("throws after more rows than twice the count plus `cutAbove`", async () => {
    const pages =
      (rows: number) =>
      (_: number, { offset }: PageRequest) => ({ count: 3, items: crowd(rows).slice(offset) });
    expect((await read(sliceOf(1), pages(26))).outcome).toEqual({ rows: crowd(26) });
    expect((await read(sliceOf(1), pages(27))).outcome).toHaveProperty(
      "message",
      expect.stringMatching("end of its list is unknown"),
    );
  });

  it("throws for a high offset too, if no row has a readable time", async () => {
    const noTime = (_: number, { offset }: PageRequest) => ({
      count: 3,
      items: Array.from({ length: 9 }, (_row, n) => ({ id: offset + n })),
    });
    expect(await read(sliceOf(1), noTime)).toEqual({ outcome: expect.any(Error), requests: 4 });
  });

  it("ends without another request at the first row at or after the end of the slice", async () => {
    const rows = Array.from({ length: 10 }, (_, second) => rowAt(noon + second * 1000, `r${second}`));
    const answer = () => ({ count: 15, items: rows });
    expect(await read(sliceOf(3), answer)).toEqual({ outcome: { rows: rows.slice(0, 3) }, requests: 1 });
    expect(await read(sliceOf(9), answer)).toEqual({ outcome: { rows: rows.slice(0, 9) }, requests: 1 });
  });

  it("sends another request if the count is reached with a full page", async () => {
    const capped = (_: number, { offset }: PageRequest) => ({
      count: 10,
      items: crowd(14).slice(offset, offset + 10),
    });
    expect(await read(sliceOf(1), capped)).toEqual({ outcome: { rows: crowd(14) }, requests: 3 });
  });
});
