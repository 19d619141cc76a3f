import { describe, expect, test } from "vitest";
import { ReportError } from "../../../functions/daily-report/domain/report-error.ts";
import { readFailedCall } from "../../../local/replay/failed-call.ts";
import type { HeldMessage, Queue } from "../../../local/replay/failures-queue.ts";
import { replayCalls, replayedAsText } from "../../../local/replay/replay-calls.ts";
import { definitionOf } from "../../plain-story.ts";

/** Midnight is at 21:00 UTC for the first, and at 19:00 UTC for the second. */
const definitions = () => [
  definitionOf({ id: "moscow" }),
  definitionOf({ id: "yekaterinburg", zone: "Asia/Yekaterinburg" }),
  definitionOf({ id: "off", zone: "Asia/Tokyo", enabled: false }),
];

/** A record as Lambda writes it about a call that failed after all retries. */
const record = (requestPayload: object, timestamp = "2026-03-03T04:35:00.000Z") => ({
  version: "1.0",
  timestamp,
  requestContext: { requestId: "request-1", condition: "RetriesExhausted", approximateInvokeCount: 3 },
  requestPayload,
  responsePayload: { errorType: "TwinUnavailableError", errorMessage: "TWIN was\nnot there." },
});

const scheduled = { schedule: "daily-0730-utc", scheduledTime: "2026-03-03T07:30:00Z", attempt: "1" };

function queueOf(...bodies: unknown[]) {
  const left = new Set<HeldMessage>(
    bodies.map((body, nth) => ({ body: JSON.stringify(body), receipt: `receipt-${nth}` })),
  );
  const givenBack: string[] = [];
  const queue: Queue = {
    receiveAll: async () => [...left],
    remove: async (message) => void left.delete(message),
    giveBack: async ({ receipt }) => void givenBack.push(receipt),
  };
  return { queue, givenBack, left: () => [...left].map(({ receipt }) => receipt) };
}

describe("replaying the failures queue", () => {
  test("runs equal events once, the watchdog last, and empties the queue", async () => {
    const watch = { watch: "daily-0730-utc", scheduledTime: "2026-03-03T12:30:00Z", attempt: "1" };
    const { queue, left, givenBack } = queueOf(record(watch), record(scheduled), { ...scheduled, attempt: "2" });
    const ran: unknown[] = [];

    const replayed = await replayCalls({
      queue,
      definitions,
      dryRun: false,
      run: async (event) => void ran.push(event),
    });

    expect(ran).toEqual([scheduled, watch]);
    expect(replayed.map(({ result, messages }) => [result, messages])).toEqual([
      ["done", 2],
      ["done", 1],
    ]);
    expect([left(), givenBack]).toEqual([[], []]);
  });

  test("keeps what fails again and what is no event, and goes on", async () => {
    const { queue, left, givenBack } = queueOf(record({ report: "a", date: "2026-03-02" }), { foreign: 1 }, scheduled);
    const run = async (event: object) => {
      if ("report" in event) throw new ReportError("DOWN", "It is down.");
    };

    const replayed = await replayCalls({ queue, definitions, run, dryRun: false });

    expect(replayedAsText(replayed)).toBe(
      'failed: {"report":"a","date":"2026-03-02"}\n  It is down.\n' +
        "kept: a message that is no event of this function\n" +
        `done: ${JSON.stringify(scheduled)}`,
    );
    expect(left()).toEqual(["receipt-0", "receipt-1"]);
    expect(givenBack).toEqual(left());
  });

  test("in a dry run shows the events with their last error, without addresses, and changes nothing", async () => {
    const { queue, left, givenBack } = queueOf(record({ date: "2026-03-02", sendTo: ["canary@example.com"] }));
    const run = () => Promise.reject(new Error("it must not run"));

    const replayed = await replayCalls({ queue, definitions, run, dryRun: true });

    expect(replayedAsText(replayed)).toBe(
      'not run: {"date":"2026-03-02","requestKey":"request-1"} with its sendTo\n  TwinUnavailableError: TWIN was not there.',
    );
    expect([left(), givenBack]).toEqual([["receipt-0"], ["receipt-0"]]);
  });

  test("gives all messages back if it ends by a defect", async () => {
    const { queue, givenBack } = queueOf(scheduled, { report: "a" });
    const run = () => Promise.reject(new TypeError("a defect"));

    await expect(replayCalls({ queue, definitions, run, dryRun: false })).rejects.toThrow("a defect");
    expect(givenBack).toEqual(["receipt-0", "receipt-1"]);
  });

  test("says that the queue is empty", () => {
    expect(replayedAsText([])).toBe("The failures queue is empty.");
  });
});

describe("a message of the failures queue", () => {
  test.each([
    ["names yesterday of its call", {}, { asOf: "2026-03-03T04:35:00.000Z" }],
    ["keeps the day that it names", { date: "2026-03-02" }, { date: "2026-03-02" }],
    [
      "keeps the id of its call as the key of what is done once",
      { date: "2026-03-02", force: true },
      { date: "2026-03-02", force: true, requestKey: "request-1" },
    ],
    [
      "keeps its own key",
      { date: "2026-03-02", force: true, requestKey: "k" },
      { date: "2026-03-02", force: true, requestKey: "k" },
    ],
  ])("%s", (_, event, lasting) => {
    expect(readFailedCall(JSON.stringify(record(event)), definitions)?.event).toEqual(lasting);
  });

  test.each([
    // Yesterday was the same in both zones since the call may have been made, at 21:05, or in the one that is asked for.
    [{}, "2026-03-03T03:20:00.000Z", null],
    [{ report: "moscow" }, "2026-03-03T03:20:00.000Z", null],
    // At 20:59 it was still 2 March in Moscow.
    [{}, "2026-03-03T03:14:00.000Z", ["2026-03-01", "2026-03-02"]],
    [{ report: "moscow" }, "2026-03-03T03:14:00.000Z", ["2026-03-01", "2026-03-02"]],
    [{ report: "yekaterinburg" }, "2026-03-03T03:14:00.000Z", null],
    [{ report: "off" }, "2026-03-02T15:30:00.000Z", ["2026-03-01", "2026-03-02"]],
    [{ report: "unknown" }, "2026-03-02T15:30:00.000Z", null],
  ])("that names no day, as %j given up at %s, is in doubt over %j", (event, timestamp, days) => {
    const call = readFailedCall(JSON.stringify(record(event, timestamp)), definitions);
    const doubt = days && `It names no day, and may be about ${days.join(" or ")}.`;

    expect(call?.doubt ?? null).toBe(
      doubt && `${doubt} Run it with npm run invoke and the day, then delete the message.`,
    );
    expect(call?.event).toEqual(doubt === null ? { ...event, asOf: timestamp } : event);
  });

  test("that names no day is not run if it is in doubt, or alone in the queue", async () => {
    const { queue, left } = queueOf(record({}, "2026-03-03T00:00:00.000Z"), { report: "moscow" });
    const run = () => Promise.reject(new Error("it must not run"));

    const replayed = await replayCalls({ queue, definitions, run, dryRun: false });

    expect(replayed.map(({ result, error }) => [result, error?.slice(0, 60)])).toEqual([
      ["failed", "It names no day, and may be about 2026-03-01 or 2026-03-02. "],
      ["failed", "It names no day, and nothing tells when it was called. Run i"],
    ]);
    expect(left()).toHaveLength(2);
  });

  test("that is in doubt over other days than another one is shown apart, so that no day is lost", async () => {
    const bodies = ["2026-03-03T00:00:00.000Z", "2026-03-03T00:20:00.000Z", "2026-03-08T00:00:00.000Z"];
    const { queue } = queueOf(...bodies.map((timestamp) => record({}, timestamp)));
    const run = () => Promise.reject(new Error("it must not run"));

    const replayed = await replayCalls({ queue, definitions, run, dryRun: true });

    expect(replayed.map(({ messages, error }) => [messages, error?.slice(34, 59)])).toEqual([
      [2, "2026-03-01 or 2026-03-02."],
      [1, "2026-03-06 or 2026-03-07."],
    ]);
  });

  test.each(["", "no JSON", "[]", "null", '{"date":"tomorrow"}'])("%j is none", (body) => {
    expect(readFailedCall(body, definitions)).toBe(null);
  });
});
