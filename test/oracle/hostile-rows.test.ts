import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { declaredFor, hostileRows } from "./hostile-rows.ts";
import { secondReading } from "./second-reading.ts";
import { readSession, TIMESTAMPS } from "./second-reading-session.ts";
import { isBlank, rowText } from "./second-reading-values.ts";

const DAY = { from: Date.parse("2021-01-10T21:00:00Z"), to: Date.parse("2021-01-11T21:00:00Z") };
const TEXTS = [
  ...[
    "id",
    "userId",
    "operatorName",
    "closedByOperatorName",
    "messengerType",
    "botId",
    "botName",
    "chatId",
    "chatName",
  ],
  "companyId",
] as const;
const NAMES = ["operatorName", "closedByOperatorName", "botName", "chatName"] as const;

const lists = fc.sample(hostileRows(DAY, 150), { numRuns: 60, seed: 8 });
const rows = lists.flat();
const sessions = rows.map(readSession);
const valuesOf = (field: string): unknown[] =>
  rows.map((row) =>
    typeof row === "object" && row !== null ? Object.getOwnPropertyDescriptor(row, field)?.value : null,
  );
const readings = rows.map((row, index) => ({ row, session: sessions[index] ?? readSession(row) }));

describe("the generator of hostile rows", () => {
  it.each(TIMESTAMPS.filter((field) => field !== "createdAt"))("writes zero dates of every form in %s", (field) => {
    const forms = valuesOf(field).filter((_, index) => readings[index]?.session[field].zeroDate);
    const written = (form: RegExp) => forms.filter((raw) => typeof raw === "string" && form.test(raw)).length;
    expect(written(/^0000-00-00/)).toBeGreaterThan(9);
    expect(written(/^-/)).toBeGreaterThan(4);
    expect(written(/^000[01]-(01|02)/)).toBeGreaterThan(9);
    expect(written(/^19/)).toBeGreaterThan(9);
    expect(written(/\d\d:\d\d$/)).toBeGreaterThan(9);
  });

  it("writes createdAt out of range and of a wrong type, with zero dates of the form 0000-00-00", () => {
    const readingsOf = sessions.map(({ createdAt }) => createdAt);
    const zeros = valuesOf("createdAt").filter((raw) => typeof raw === "string" && /^0000-00-00/.test(raw));
    expect(zeros.length).toBeGreaterThan(4);
    expect(readingsOf.filter(({ outOfRange }) => outOfRange).length).toBeGreaterThan(9);
    expect(readingsOf.filter(({ bad, outOfRange }) => bad && !outOfRange).length).toBeGreaterThan(9);
  });

  it.each(TEXTS)("writes numbers that are not safe integers in %s", (field) => {
    expect(sessions.filter((session) => session[field].outOfRange).length).toBeGreaterThan(9);
    expect(valuesOf(field)).toContain(Number("1269943055849660418"));
  });

  it("writes operatorGroupIds with elements out of range, alone and next to elements of a wrong type", () => {
    const bad = sessions.map(({ operatorGroupIds }) => operatorGroupIds).filter((reading) => reading.bad);
    expect(bad.filter(({ outOfRange, value }) => outOfRange && value?.length === 0).length).toBeGreaterThan(9);
    expect(bad.filter(({ outOfRange, value }) => outOfRange && value?.length !== 0).length).toBeGreaterThan(9);
    expect(bad.filter(({ outOfRange }) => !outOfRange).length).toBeGreaterThan(9);
    const mixed = valuesOf("operatorGroupIds").filter(
      (raw) => Array.isArray(raw) && raw.some((id) => id > 2 ** 53) && raw.some((id) => typeof id === "object"),
    );
    expect(mixed.length).toBeGreaterThan(4);
  });

  it.each(NAMES)("writes names that consist of invisible or control characters in %s", (field) => {
    const blank = valuesOf(field).filter((raw) => typeof raw === "string" && isBlank(raw));
    const written = (form: RegExp) => blank.filter((raw) => typeof raw === "string" && form.test(raw)).length;
    expect(written(/\p{Default_Ignorable_Code_Point}/u)).toBeGreaterThan(9);
    expect(written(/\p{Cc}/u)).toBeGreaterThan(9);
  });

  it.each(Object.keys(readSession(null)))(
    "writes blank texts with characters other than white space in %s",
    (field) => {
      const blank = valuesOf(field).filter(
        (raw) => typeof raw === "string" && isBlank(raw) && /\P{White_Space}/u.test(raw),
      );
      expect(blank.length).toBeGreaterThan(1);
    },
  );

  it("makes rows of every class and every invalid reason, and lost sessions whose first reply is a zero date", () => {
    const { reconciliation, quality } = secondReading({
      rows,
      declared: rows.length,
      day: DAY,
      localHour: () => 0,
      hoursOfDay: Array<number>(24).fill(1),
      firstReplySeconds: 60,
      groups: {},
    });
    const { short, ...parts } = reconciliation;
    expect(Math.min(...Object.values(parts))).toBeGreaterThan(9);
    expect(short).toBe(0);
    expect(Math.min(...Object.values(quality.invalid))).toBeGreaterThan(9);
    const lost = sessions.filter(
      ({ isLostSession, operatorFirstMessageCreatedAt: reply }) => isLostSession.value === true && reply.zeroDate,
    );
    expect(lost.length).toBeGreaterThan(9);
  });

  it("repeats rows with a readable and with an unreadable createdAt", () => {
    const twice = lists.flatMap((list) => {
      const texts = list.map(rowText);
      return list.filter((row, index) => typeof row === "object" && texts.indexOf(texts[index] ?? "") !== index);
    });
    expect(twice.length).toBeGreaterThan(99);
    expect(twice.filter((row) => readSession(row).createdAt.value === null).length).toBeGreaterThan(9);
    expect(twice.filter((row) => readSession(row).createdAt.value !== null).length).toBeGreaterThan(9);
  });

  it("declares more rows than it lists, all, some without repeats, and fewer than there are sessions", () => {
    const days = hostileRows(DAY, 150).chain((list) => fc.tuple(fc.constant(list), declaredFor(list)));
    const shorts = fc.sample(days, { numRuns: 60, seed: 8 }).map(([list, declared]) => {
      const distinct = new Set(
        list.map(readSession).map(({ id, createdAt }) => JSON.stringify([id.value, createdAt.value])),
      );
      if (declared > list.length) return "more";
      return declared === list.length ? "all" : declared < distinct.size ? "fewer" : "between";
    });
    for (const kind of ["more", "all", "between", "fewer"])
      expect(shorts.filter((other) => other === kind).length).toBeGreaterThan(3);
  });
});
