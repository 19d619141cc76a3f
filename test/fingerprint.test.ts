import { describe, expect, test } from "vitest";
import type { Known } from "../functions/daily-report/delivery/commit-day.ts";
import { metricVersions } from "../functions/daily-report/domain/metrics/catalogue.ts";
import { filterNames } from "../functions/daily-report/domain/session-filters.ts";
import { decodeTally, mergeTallies, type Tally } from "../functions/daily-report/domain/tally.ts";
import { type ComparedRun, fingerprintOf, knownOf } from "../functions/daily-report/fingerprint.ts";
import { checkedTally, whole } from "./checked-day.ts";
import { definitionOf } from "./plain-story.ts";
import { handled, lost } from "./session-rows.ts";

const rows = [whole(handled({ nps: 9, csi: 4, csiMax: 5 })), whole(handled({ nps: null })), whole(lost())];
const run: ComparedRun = { tally: checkedTally(rows), declared: 3, definition: definitionOf(), period: null };
const known = knownOf(run.definition);
const fingerprint = fingerprintOf(run, known);

function without(kind: keyof Known, name: string): Known {
  expect(known[kind]).toContain(name);
  return { ...known, [kind]: known[kind].filter((other) => other !== name) };
}

/** The run with an additional field in its definition. */
function withSetting(value: unknown): ComparedRun {
  return { ...run, definition: Object.assign(definitionOf(), { laterSetting: value }) };
}

/** The run with additional counts in its tally. */
function counting(scope: string, row: string, counts: readonly unknown[]): ComparedRun {
  const later: Tally = decodeTally([[scope, [[row, counts]]]]);
  return { ...run, tally: mergeTallies(run.tally, later) };
}

describe("after an upgrade the fingerprint stays the same with", () => {
  test("a new metric, whatever its version", () => {
    expect(fingerprintOf(run, known, { ...metricVersions, later: 2 })).toBe(fingerprint);
  });

  test.each([
    ["day", ""],
    ["operators", "7"],
  ])("new counts of a new metric in the scope %s", (scope, row) => {
    const counted = counting(scope, row, [
      ["later", [["3", 2]]],
      ["missing", [["later", 1]]],
      ["invalid", [["later", 1]]],
    ]);

    expect(fingerprintOf(counted, known)).toBe(fingerprintOf(counting(scope, row, []), known));
  });

  test("a new breakdown", () => {
    expect(fingerprintOf(counting("countries", "DE", [["class", [["handled", 2]]]]), known)).toBe(fingerprint);
  });

  test("a new field of sessions", () => {
    expect(fingerprintOf(counting("quality", "laterField", [["null", [["", 3]]]]), known)).toBe(fingerprint);
  });

  test("a new check, and a new detector that finds something", () => {
    const found = { ...run, tally: checkedTally(rows.map((row) => ({ ...row, later: 1 }))) };

    expect(fingerprintOf(counting("checks", "", [["later", [["", 3]]]]), known)).toBe(fingerprint);
    expect(fingerprintOf(found, known)).not.toBe(fingerprint);
    expect(fingerprintOf(found, without("findings", "fields_not_asked"))).toBe(
      fingerprintOf(run, without("findings", "fields_not_asked")),
    );
  });

  test("a new setting at its default", () => {
    const { supervised: _, ...older } = run.definition;

    expect(fingerprintOf(withSetting(null), known)).toBe(fingerprint);
    expect(fingerprintOf(run, without("settings", "supervised"))).toBe(
      fingerprintOf({ ...run, definition: older as typeof run.definition }, without("settings", "supervised")),
    );
  });

  test("a new setting of groups that is not set", () => {
    const grouped = definitionOf({ groups: { "5": { name: "Sales" }, "6": {} } });
    const later = { "5": { name: "Sales", firstReplySeconds: null, later: null }, "6": { later: null } };

    expect(fingerprintOf({ ...run, definition: Object.assign({ ...grouped }, { groups: later }) }, known)).toBe(
      fingerprintOf({ ...run, definition: grouped }, known),
    );
  });
});

describe("the fingerprint changes with", () => {
  test("the formula of a metric that both versions know", () => {
    expect(fingerprintOf(run, known, { ...metricVersions, nps: 2 })).not.toBe(fingerprint);
    expect(fingerprintOf(run, without("metrics", "nps"), { ...metricVersions, nps: 2 })).toBe(
      fingerprintOf(run, without("metrics", "nps")),
    );
  });

  test("a metric that was removed", () => {
    const { nps: _, ...fewer } = metricVersions;

    expect(fingerprintOf(run, known, fewer)).not.toBe(fingerprint);
  });

  test.each([
    ["mark", { nps: 10 }],
    ["value that is missing", { nps: null }],
    ["value that cannot be used", { nps: 11 }],
    ["operator", { userId: 8 }],
    ["empty field", { chatName: null, chatId: null, botName: "Ada" }],
  ])("another %s", (_, fields) => {
    const tally = checkedTally([{ ...rows[0], ...fields }, ...rows.slice(1)]);

    expect(fingerprintOf({ ...run, tally }, known)).not.toBe(fingerprint);
  });

  test("another count declared by the API", () => {
    expect(fingerprintOf({ ...run, declared: 4 }, known)).not.toBe(fingerprint);
  });

  const settings: Record<string, unknown> = {
    ...{ companyId: 5, botId: "b", supervised: true },
    ...{ title: "Other", locale: "ru", currency: "RUB", personalData: "drop" },
    goals: { sl1: 80 },
    sessionUrl: "https://example.com/chats/{id}",
    ...{ firstReplySeconds: 30, groups: { "5": {} } },
  };

  test("every filter, as the cases below say", () => {
    expect(Object.keys(settings)).toEqual(expect.arrayContaining(filterNames));
  });

  test.each(Object.keys(settings))("another %s, even if the older version did not know the setting", (name) => {
    const changed = { ...run, definition: definitionOf({ [name]: settings[name] }) };

    expect(fingerprintOf(changed, known)).not.toBe(fingerprint);
    expect(fingerprintOf(changed, without("settings", name))).not.toBe(fingerprintOf(run, without("settings", name)));
  });

  test("another zone", () => {
    expect(fingerprintOf({ ...run, definition: definitionOf({ zone: "Europe/Berlin" }) }, known)).not.toBe(fingerprint);
  });

  test("a group's name or target", () => {
    const groups = [{}, { name: "Sales" }, { firstReplySeconds: 30 }].map((group) => ({ groups: { "5": group } }));
    const prints = groups.map((fields) => fingerprintOf({ ...run, definition: definitionOf(fields) }, known));

    expect(new Set(prints).size).toBe(3);
  });

  test("a new setting that is set", () => {
    expect(fingerprintOf(withSetting("on"), known)).not.toBe(fingerprint);
  });
});

test.each([
  ["at", { at: "08:00" }],
  ["weekdays", { weekdays: ["mon"] }],
  ["again", { again: 0 }],
  ["enabled", { enabled: false }],
  ["recipients", { recipients: [] }],
  ["testDomains", { testDomains: ["example.com"] }],
  ["replyTo", { replyTo: "c@example.com" }],
  ["sender", { sender: "other@example.com" }],
  ["restateDays", { restateDays: 0 }],
  ["holidays", { holidays: ["2026-01-01"] }],
])("the fingerprint does not depend on %s, because no figure does", (_, fields) => {
  expect(fingerprintOf({ ...run, definition: definitionOf(fields) }, known)).toBe(fingerprint);
});
