import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { reportDay } from "../../../functions/daily-report/domain/report-day.ts";
import { inventSessions } from "../../../local/twin-emulator/invent-sessions.ts";
import { sessionFields } from "../../../local/twin-emulator/session-fields.ts";

const day = reportDay("2026-03-02", "Europe/Moscow");
const items = inventSessions({ ...day, seed: 7 });
const hash = (value: unknown) => createHash("sha256").update(JSON.stringify(value)).digest("hex");
const time = (text: unknown) => Date.parse(/[Z+]/.test(String(text)) ? String(text) : `${text}Z`);
const isOnTheDay = ({ createdAt }: { createdAt: unknown }) => time(createdAt) >= day.from && time(createdAt) < day.to;
const handled = items.filter((item) => item.operatorFirstMessageCreatedAt !== null);
const share = (part: number, whole: number) => part / whole;
const mean = (values: readonly unknown[]) =>
  values.reduce<number>((sum, value) => sum + Number(value), 0) / values.length;
const waitOf = (item: (typeof items)[number]) =>
  (time(item.operatorFirstMessageCreatedAt) - time(item.operatorAssignedAt ?? item.takenByOperatorAt)) / 1000;

describe("inventSessions", () => {
  test("returns the same sessions for the same seed and others for another seed", () => {
    expect(hash(inventSessions({ ...day, seed: 7 }))).toBe(hash(items));
    expect(hash(inventSessions({ ...day, seed: 8 }))).not.toBe(hash(items));
  });

  test("returns items with every documented field and no other", () => {
    for (const item of items) expect(Object.keys(item).toSorted()).toEqual([...sessionFields].toSorted());
  });

  test("returns `count` sessions on the day and some around it", () => {
    const onTheDay = items.filter(isOnTheDay);
    expect(onTheDay).toHaveLength(3200);
    expect(new Set(onTheDay.map(({ id }) => id)).size).toBe(3200);
    expect(items.filter(({ createdAt }) => time(createdAt) < day.from)).toHaveLength(8);
    expect(items.filter(({ createdAt }) => time(createdAt) === day.to)).toHaveLength(1);
    expect(items.filter(({ createdAt }) => time(createdAt) > day.to)).toHaveLength(8);
  });

  test("returns the same sessions without their clients, if they are not asked for", () => {
    const bare = inventSessions({ ...day, seed: 7, withClients: false });
    const clientFields = ["name", "location", "timeZone", "referer", "whatsappPhone", "city", "zipCode"];
    const isOfClient = (field: string) =>
      clientFields.includes(field) || /^(country|region|client(Id|ExternalId|DeviceId|Ip|UserAgent)$)/.test(field);
    const withoutClient = items.map((item) =>
      Object.fromEntries(Object.entries(item).map(([field, value]) => [field, isOfClient(field) ? null : value])),
    );

    expect(bare).toEqual(withoutClient);
  });

  test("returns sessions in order of time", () => {
    const times = items.map(({ createdAt }) => time(createdAt));
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });

  test("accepts a count of 0 and a day of any length", () => {
    expect(inventSessions({ ...day, seed: 1, count: 0 }).filter(isOnTheDay)).toEqual([]);
    expect(inventSessions({ ...day, seed: 1, count: 1 }).length).toBeGreaterThan(17);
    const autumn = reportDay("2026-10-25", "Europe/Berlin");
    expect(inventSessions({ ...autumn, seed: 1, count: 50 }).length).toBeGreaterThanOrEqual(67);
  });
});

describe("the invented contact centre", () => {
  test("has twenty different operators, a few of them in two groups", () => {
    expect(new Set(items.map(({ userId }) => userId).filter((id) => id !== null)).size).toBe(20);
    expect(new Set(items.flatMap(({ operatorGroupIds }) => operatorGroupIds)).size).toBe(4);
    const waits = (name: string) => mean(handled.filter((item) => item.operatorName === name).map(waitOf));
    expect(waits("Nikita Pavlov")).toBeGreaterThan(1.5 * waits("Maria Novikova"));
  });

  test("gets sessions on all channels, from six chats", () => {
    const channels = Map.groupBy(items, ({ messengerType }) => messengerType);
    expect([...channels.keys()].toSorted()).toEqual(["telegram", "viber", "vkontakte", "web", "whatsapp"]);
    expect(new Set(items.map(({ chatId }) => chatId)).size).toBe(6);
    expect(channels.get("web")?.length).toBeGreaterThan(1200);
    for (const { price, messengerType } of items) {
      const isPaid = messengerType === "whatsapp" || messengerType === "viber";
      expect(isPaid ? /^\d+\.\d\d$/.test(String(price)) : price === null).toBe(true);
    }
  });

  test("is quiet at night and busiest at lunch", () => {
    const perHour = Map.groupBy(items, ({ createdAt }) => new Date(time(createdAt) + 3 * 3_600_000).getUTCHours());
    const size = (hour: number) => perHour.get(hour)?.length ?? 0;
    expect(size(3)).toBeLessThan(20);
    expect(size(12) + size(13)).toBeGreaterThan(size(9) + size(10));
    expect(size(12) + size(13)).toBeGreaterThan(size(15) + size(16));
  });

  test("handles most sessions, and has each other outcome too", () => {
    const offered = items.filter(
      ({ operatorGroupIds, markedAsSpam }) => !markedAsSpam && (operatorGroupIds as unknown[]).length > 0,
    );
    expect(share(handled.length, offered.length)).toBeGreaterThan(0.8);
    expect(share(items.filter(({ isLostSession }) => isLostSession).length, offered.length)).toBeCloseTo(0.08, 1);
    expect(share(items.filter(({ markedAsSpam }) => markedAsSpam).length, items.length)).toBeCloseTo(0.015, 2);
    const unanswered = offered.filter((item) => item.operatorFirstMessageCreatedAt === null && !item.isLostSession);
    expect(unanswered.filter(({ closedAt }) => closedAt !== null).length).toBeGreaterThan(10);
    expect(unanswered.filter(({ closedAt }) => closedAt === null).length).toBeGreaterThan(2);
    expect(items.filter(({ closedByBotId }) => closedByBotId !== null).length).toBeGreaterThan(500);
    expect(handled.filter(({ switchAnotherOperator }) => switchAnotherOperator).length).toBeGreaterThan(50);
  });

  test("has no session that ends before it begins", () => {
    for (const { createdAt, closedAt, operatorFirstMessageCreatedAt } of items) {
      for (const end of [closedAt, operatorFirstMessageCreatedAt])
        if (end !== null) expect(time(end)).toBeGreaterThan(time(createdAt));
    }
  });

  test("gets ratings from some clients, lower ones after a longer wait", () => {
    const rated = handled.filter(({ nps }) => nps !== null);
    expect(share(rated.length, handled.length)).toBeCloseTo(0.25, 1);
    const slow = rated.filter((item) => waitOf(item) > 90).map(({ nps }) => nps);
    const fast = rated.filter((item) => waitOf(item) < 25).map(({ nps }) => nps);
    expect(mean(fast)).toBeGreaterThan(mean(slow) + 0.3);
    expect(new Set(handled.map(({ csiMax }) => csiMax))).toEqual(new Set([5, 10, null]));
    for (const field of ["rating", "fcr"] as const)
      expect(handled.filter((item) => item[field] !== null).length).toBeGreaterThan(100);
  });

  test("contains no phone number, address or host that could be real", () => {
    for (const { whatsappPhone, clientIp, referer } of items) {
      expect(whatsappPhone ?? "+447700900000").toMatch(/^\+447700900\d{3}$/);
      expect(clientIp ?? "192.0.2.1").toMatch(/^(192\.0\.2|198\.51\.100|203\.0\.113)\.\d+$/);
      expect(new URL(String(referer ?? "https://shop.example.com/")).host).toBe("shop.example.com");
    }
  });

  test("contains faulty rows: a time without an offset, a wrong percentage, a reply before the assignment", () => {
    expect(items.filter(({ createdAt }) => !String(createdAt).endsWith("+00:00"))).toHaveLength(1);
    const mismatches = items.filter(
      ({ csi, csiMax, csiPercent }) => csi !== null && csiPercent !== (100 * Number(csi)) / Number(csiMax),
    );
    expect(mismatches).toHaveLength(1);
    expect(handled.filter((item) => waitOf(item) < 0)).toHaveLength(1);
  });
});
