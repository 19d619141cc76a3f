import { describe, expect, test } from "vitest";
import { localHour, reportDay } from "../../../../functions/daily-report/domain/report-day.ts";
import { sortOut } from "../../../../functions/daily-report/domain/sort-out.ts";
import { inventSessions } from "../../../../local/twin-emulator/invent-sessions.ts";
import { type Incident, withIncident } from "../../../../local/twin-emulator/invention/incident.ts";
import type { InventedItem } from "../../../../local/twin-emulator/invention/invented-item.ts";
import { readInstant } from "../../../../local/twin-emulator/read-instant.ts";

const zone = "Europe/Moscow";
const day = reportDay("2026-03-02", zone);
const items = inventSessions({ ...day, seed: 7 });
const incident: Incident = { messenger: "telegram", hours: [13, 14, 15], zone };
const after = withIncident(items, incident);
const struck = after.filter((item, index) => item !== items[index]);

const hourOf = ({ createdAt }: InventedItem) => localHour(day, readInstant(createdAt) ?? 0);
const isOffered = ({ operatorGroupIds, markedAsSpam }: InventedItem) =>
  (operatorGroupIds as unknown[]).length > 0 && markedAsSpam === false;
const isThere = (item: InventedItem) => item.messengerType === "telegram" && incident.hours.includes(hourOf(item));

/** The sessions of each class among the items. */
function classesOf(rows: readonly InventedItem[]): Record<string, number> {
  const groups = Object.groupBy(sortOut(rows, day).sessions, (session) => session.class);
  return Object.fromEntries(Object.entries(groups).map(([name, sessions]) => [name, sessions?.length ?? 0]));
}

describe("withIncident", () => {
  test("loses exactly the sessions of the channel and the hours that reached the operators", () => {
    expect(struck.map(({ id }) => id)).toEqual(
      items.filter((item) => isThere(item) && isOffered(item)).map(({ id }) => id),
    );
    expect(struck.length).toBeGreaterThan(80);
    expect(classesOf(struck)).toEqual({ lost: struck.length });
  });

  test("keeps spam, the sessions that a bot finished, other channels and other hours as they are", () => {
    const before = classesOf(items);
    const { lost = 0, handled = 0, ...others } = classesOf(after);

    expect([others.spam, others.bot_only]).toEqual([before.spam, before.bot_only]);
    expect(lost).toBeGreaterThan((before.lost ?? 0) + 50);
    expect(handled).toBeLessThan((before.handled ?? 0) - 50);
  });

  test("leaves no trace of an operator or a rating in a lost session, and nothing that contradicts itself", () => {
    for (const item of struck) {
      const { userId, operatorName, operatorAssignedAt, operatorFirstMessageCreatedAt, csi, nps } = item;
      expect([userId, operatorName, operatorAssignedAt, operatorFirstMessageCreatedAt, csi, nps]).toEqual(
        Array.from({ length: 6 }, () => null),
      );
      expect([item.operatorMessageCount, item.isLostSession, item.status]).toEqual([0, true, "CLOSED"]);
      const times = [item.createdAt, item.lastMessageCreatedAt, item.operatorNotFoundAt, item.closedAt].map(
        readInstant,
      );
      expect(times).toEqual(times.toSorted((a, b) => Number(a) - Number(b)));
    }
  });

  test("charges no message of an operator", () => {
    const paid = withIncident(items, { ...incident, messenger: "whatsapp" }).filter(
      (item, index) => item !== items[index],
    );

    expect(paid.length).toBeGreaterThan(30);
    for (const { price, botMessageCount } of paid)
      expect(price).toBe((4.8 + 0.35 * Number(botMessageCount)).toFixed(2));
  });

  test("keeps every documented field and changes nothing without hours", () => {
    for (const item of struck) expect(Object.keys(item)).toEqual(Object.keys(items[0] ?? {}));
    expect(withIncident(items, { ...incident, hours: [] })).toEqual(items);
  });
});
