import { describe, expect, test } from "vitest";
import {
  createdAtOf,
  isInstantField,
  readSession,
  sessionFields,
} from "../../functions/daily-report/domain/session.ts";

describe("readSession", () => {
  test.each([
    ["null", null],
    ["undefined", undefined],
    ["a text", "row"],
    ["a list", [{ id: 1 }]],
    ["an empty object", {}],
  ])("reads every field as null without a fault if the item is %s", (_, item) => {
    const session = readSession(item);

    expect(sessionFields.flatMap((field) => [session[field].value, session[field].fault])).toEqual(
      new Array(2 * sessionFields.length).fill(null),
    );
  });

  test.each([
    ["nps", 0, null],
    ["nps", 10, null],
    ["nps", -1, "outOfRange"],
    ["nps", 11, "outOfRange"],
    ["csi", 0.1, null],
    ["csi", 0, "outOfRange"],
    ["csiMax", 0.1, null],
    ["csiMax", 0, "outOfRange"],
    ["csiPercent", 0.1, null],
    ["csiPercent", 100, null],
    ["csiPercent", 0, "outOfRange"],
    ["csiPercent", 100.1, "outOfRange"],
    ["operatorDialogDuration", 0, null],
    ["operatorDialogDuration", -0.1, "outOfRange"],
    ["rating", -5, null],
    ["price", -5, null],
  ] as const)("keeps the value of %s %d and returns the fault %s", (field, value, fault) => {
    expect(readSession({ [field]: value })[field]).toEqual({ value, fault });
  });

  test.each([
    [5, 5, null],
    [5.1, 5, "outOfRange"],
    [5, null, null],
    [5, 0, null],
    [5, "five", null],
  ])("keeps the value of csi %d with csiMax %j and returns the fault %s", (csi, csiMax, fault) => {
    expect(readSession({ csi, csiMax }).csi).toEqual({ value: csi, fault });
  });
});

test("isInstantField is true for exactly the fields that are instants", () => {
  expect(sessionFields.filter(isInstantField)).toEqual([
    "createdAt",
    "updatedAt",
    "closedAt",
    "operatorFirstMessageCreatedAt",
    "operatorAssignedAt",
    "takenByOperatorAt",
    "operatorNotFoundAt",
  ]);
});

test.each([
  ["an item with a readable createdAt", { createdAt: "2026-03-02T12:00:00Z" }, Date.UTC(2026, 2, 2, 12)],
  ["an item with an unreadable createdAt", { createdAt: "noon" }, null],
  ["an item without createdAt", {}, null],
  ["null", null, null],
  ["undefined", undefined, null],
  ["a text", "2026-03-02T12:00:00Z", null],
  ["a list", [], null],
])("createdAtOf for $0 returns $2", (_, item, instant) => {
  expect(createdAtOf(item)).toBe(instant);
});
