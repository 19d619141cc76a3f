import { describe, expect, test } from "vitest";
import {
  createdAtOf,
  isInstantField,
  readSession,
  sessionFields,
} from "../../functions/daily-report/domain/session.ts";

describe("an item of the API", () => {
  test.each([
    ["null", null],
    ["nothing at all", undefined],
    ["a text", "row"],
    ["a list", [{ id: 1 }]],
    ["an empty object", {}],
  ])("that is %s has every field null and none bad", (_, item) => {
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
  ] as const)("keeps %s %d and marks it where it is out of range", (field, value, fault) => {
    expect(readSession({ [field]: value })[field]).toEqual({ value, fault });
  });

  test.each([
    [5, 5, null],
    [5.1, 5, "outOfRange"],
    [5, null, null],
    [5, 0, null],
    [5, "five", null],
  ])("of a mark %d on a scale up to %j", (csi, csiMax, fault) => {
    expect(readSession({ csi, csiMax }).csi).toEqual({ value: csi, fault });
  });
});

test("only points in time may lack an offset", () => {
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
  ["says when", { createdAt: "2026-03-02T12:00:00Z" }, Date.UTC(2026, 2, 2, 12)],
  ["says it unreadably", { createdAt: "noon" }, null],
  ["does not say it", {}, null],
  ["is null", null, null],
  ["is not there", undefined, null],
  ["is no object", "2026-03-02T12:00:00Z", null],
  ["is a list", [], null],
])("an item that %s was created then, or at no known time", (_, item, instant) => {
  expect(createdAtOf(item)).toBe(instant);
});
