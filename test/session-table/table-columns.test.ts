import { test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { sessionFields } from "../../functions/daily-report/domain/session.ts";
import { sortOut } from "../../functions/daily-report/domain/sort-out.ts";
import {
  allColumns,
  columnsFor,
  fieldsAsked,
  invalidColumns,
  type PersonalData,
} from "../../functions/daily-report/session-table/table-columns.ts";
import { invalidEntriesOf } from "../../functions/daily-report/session-table/table-entry.ts";
import { hostileRows } from "../oracle/hostile-rows.ts";
import { botOnly, day, handled, lost, reportOf } from "../session-rows.ts";
import { type Cells, cellsOf, maskKey, namedCells, tableOf } from "./table-of.ts";

const names = (personalData: PersonalData) => columnsFor(personalData, maskKey).map(({ name }) => name);

const plain = [
  ...["id", "created_at", "closed_at", "updated_at", "assigned_at", "taken_at", "operator_not_found_at"],
  ...["first_reply_at", "last_reply_at", "created_at_utc", "lifetime_seconds", "hour", "class"],
  ...["company_id", "chat_id", "chat_name", "bot_id", "bot_name", "channel", "status", "bot_status"],
  ...["operator_id", "operator_name", "operator_groups", "closed_by"],
  ...["client_messages", "operator_messages", "bot_messages"],
  ...["first_reply_seconds", "first_reply_target_seconds", "duration_seconds"],
  ...["nps", "csi", "csi_max", "csi_percent", "csi_share", "rating", "fcr", "transferred", "last_word_unanswered"],
  ...["price", "in_nps", "in_csi", "in_frt", "in_top_box", "in_sl1", "in_fcr", "in_transfer", "in_containment"],
  "problems",
];
const masked = [
  ...["client_name", "client_id", "client_external_id", "client_phone", "client_device", "client_ip"],
  ...["country", "region", "city"],
];

describe("the columns of the session table have a fixed order", () => {
  test("if personal data is kept", () => {
    const rest = ["referer", "user_agent", "dialog_results", "operator_results", "api_metrics"];
    expect(names("keep")).toEqual([...plain, ...masked, ...rest]);
  });

  test("if personal data is masked, without the columns that cannot be masked", () => {
    expect(names("mask")).toEqual([...plain, ...masked]);
  });

  test("if personal data is dropped", () => {
    expect(names("drop")).toEqual(plain);
  });

  test("on the sheet of invalid rows, with the reason as the first column", () => {
    expect(invalidColumns(columnsFor("drop", maskKey)).map(({ name }) => name)).toEqual(["reason", ...plain]);
  });
});

test("each column of the session table has its type", () => {
  const typed = (type: string) =>
    columnsFor("keep", maskKey)
      .filter((column) => column.type === type)
      .map(({ name }) => name);

  expect(typed("timestamp")).toEqual(plain.slice(1, 9));
  expect(typed("utcTimestamp")).toEqual(["created_at_utc"]);
  expect(typed("integer")).toEqual(["lifetime_seconds", "hour", ...plain.slice(25, 31)]);
  expect(typed("number")).toEqual(["nps", "csi", "csi_max", "csi_percent", "csi_share", "rating", "price"]);
  expect(typed("boolean")).toEqual(["fcr", "transferred", "last_word_unanswered"]);
});

test.each<PersonalData>(["keep", "mask", "drop"])(
  "the columns of %s are a subset of all columns, in the same order",
  (data) => {
    const present = new Set(names(data));

    expect(
      allColumns()
        .map(({ name }) => name)
        .filter((name) => present.has(name)),
    ).toEqual(names(data));
    expect(allColumns().map(({ name }) => name)).toEqual(names("keep"));
  },
);

describe("the session table requests additional API fields:", () => {
  const always = ["operatorLastMessageCreatedAt", "status", "botStatus"];
  const maskable = [
    ...["name", "clientId", "clientExternalId", "whatsappPhone", "clientDeviceId", "clientIp"],
    ...["countryName", "regionName", "city"],
  ];

  test("no personal fields if personal data is dropped", () => {
    expect(fieldsAsked("drop")).toEqual(always);
  });

  test("only maskable personal fields if personal data is masked", () => {
    expect(fieldsAsked("mask")).toEqual([...always, ...maskable]);
  });

  test("all personal fields if personal data is kept", () => {
    const rest = ["referer", "clientUserAgent", "dialogResults", "operatorResults", "metrics"];
    expect(fieldsAsked("keep")).toEqual([...always, ...maskable, ...rest]);
  });

  test("no field twice", () => {
    const all = [...sessionFields, ...fieldsAsked("keep")];
    expect(new Set(all).size).toBe(all.length);
  });
});

describe("a row of the session table has the values that the domain reads:", () => {
  test("cleaned texts, typed numbers and booleans, instants in milliseconds", () => {
    const cells = cellsOf(
      handled({
        operatorName: " Anna \u00a0 B ",
        companyId: 42,
        operatorGroupIds: [4, "5"],
        clientMessageCount: "3",
        price: "1.50",
        fcr: "TRUE",
        operatorLastMessageCreatedAt: "2026-03-02T12:05:00.250+03:00",
        status: " closed ",
      }),
    );

    expect(cells).toMatchObject({
      operator_name: "Anna B",
      company_id: "42",
      operator_groups: "4 5",
      client_messages: 3,
      price: 1.5,
      fcr: true,
      last_reply_at: Date.UTC(2026, 2, 2, 9, 5, 0, 250),
      status: "closed",
      hour: 12,
      class: "handled",
      first_reply_seconds: 30,
      first_reply_target_seconds: 60,
      problems: null,
    });
  });

  test("a missing value is not zero: a price of 0 is shown, a missing price is an empty cell", () => {
    expect(cellsOf(handled({ price: 0 })).price).toBe(0);
    expect(cellsOf(handled()).price).toBeNull();
  });

  test("a JSON field is JSON text", () => {
    const cells = cellsOf(handled({ dialogResults: { b: [1, null] }, operatorResults: "", metrics: null }));

    expect(cells).toMatchObject({ dialog_results: '{"b":[1,null]}', operator_results: '""', api_metrics: null });
  });

  test("rows are sorted by creation time, then by id", () => {
    const at = (second: number) => new Date(day.from + second * 1000).toISOString();
    const rows = [
      ["b", 5],
      ["\u{1f600}", 5],
      ["\uff5e", 5],
      ["z", 1],
    ].map(([id, second]) => botOnly({ id, createdAt: at(Number(second)) }));

    expect(tableOf(rows).map(({ id }) => id)).toEqual(["z", "b", "\uff5e", "\u{1f600}"]);
  });
});

describe("lifetime_seconds is the time from creation to closing in whole seconds:", () => {
  const closedAfter = (ms: number) =>
    handled({
      createdAt: "2026-03-02T09:00:00.500Z",
      closedAt: new Date(Date.UTC(2026, 2, 2, 9, 0, 0, 500 + ms)).toISOString(),
    });

  test.each([
    [0, 0],
    [999, 0],
    [1_000, 1],
    [61_999, 61],
    [90_000_000, 90_000],
  ])("%d ms give %d s", (ms, seconds) => {
    expect(cellsOf(closedAfter(ms))).toMatchObject({ lifetime_seconds: seconds, problems: null });
  });

  test.each([-1, -500, -999])("%d ms are invalid instead of 0 s", (ms) => {
    expect(cellsOf(closedAfter(ms))).toMatchObject({ lifetime_seconds: null, problems: "lifetime_seconds: invalid" });
  });

  test.each([null, "0001-01-01T00:00:00Z", "0000-00-00 00:00:00"])(
    "a session with closedAt %s is open and has an empty cell",
    (closedAt) => {
      expect(cellsOf(handled({ closedAt }))).toMatchObject({ closed_at: null, lifetime_seconds: null, problems: null });
    },
  );
});

test("created_at_utc is the same instant as created_at", () => {
  const { created_at, created_at_utc } = cellsOf(handled({ createdAt: "2026-03-02T12:00:00.250+03:00" }));

  expect([created_at, created_at_utc]).toEqual([
    Date.UTC(2026, 2, 2, 9, 0, 0, 250),
    Date.UTC(2026, 2, 2, 9, 0, 0, 250),
  ]);
});

describe("an invalid value gives an empty cell and a problem without the value:", () => {
  test.each<[string, Cells, string, string]>([
    ["a value of the wrong type", { clientMessageCount: "many" }, "client_messages", "clientMessageCount: wrongType"],
    ["a value out of range", { nps: 11 }, "nps", "nps: outOfRange"],
    [
      "a text that is not a date",
      { operatorLastMessageCreatedAt: "yesterday" },
      "last_reply_at",
      "operatorLastMessageCreatedAt: wrongType",
    ],
    ["a number too large to be exact", { botMessageCount: 1e300 }, "bot_messages", "botMessageCount: outOfRange"],
    ["a flag without a column", { isLostSession: "perhaps" }, "in_nps", "isLostSession: wrongType"],
    ["a CSI without its maximum", { csi: 4 }, "csi_share", "csi_share: invalid"],
    ["a duration below zero", { operatorDialogDuration: -1 }, "duration_seconds", "operatorDialogDuration: outOfRange"],
  ])("%s", (_, fields, column, problems) => {
    expect(cellsOf(handled(fields))).toMatchObject({ [column]: null, problems });
  });

  test("a first reply before the assignment", () => {
    expect(cellsOf(handled({}, -5))).toMatchObject({
      first_reply_seconds: null,
      problems: "first_reply_seconds: invalid",
    });
  });

  test("several invalid values are listed one after the other", () => {
    expect(cellsOf(handled({ fcr: "perhaps", name: ["Anna"] })).problems).toBe("fcr: wrongType; name: wrongType");
  });

  test("the valid groups of a partly invalid list are kept", () => {
    expect(cellsOf(handled({ operatorGroupIds: [4, "x"] }))).toMatchObject({
      operator_groups: "4",
      problems: "operatorGroupIds: wrongType",
    });
  });

  test("JSON that is nested too deeply to be written", () => {
    const dialogResults = JSON.parse("[".repeat(50_000) + "]".repeat(50_000));

    expect(cellsOf(handled({ dialogResults }))).toMatchObject({
      dialog_results: null,
      problems: "dialogResults: outOfRange",
    });
  });

  test("fields that were not requested have no problem", () => {
    expect(cellsOf(handled({ name: ["Anna"] }), "drop").problems).toBeNull();
  });
});

describe("a text too long for a cell is complete in the row and has the problem 'cut':", () => {
  const long = "x".repeat(32_768);

  test.each([
    ["operatorName", "operator_name"],
    ["status", "status"],
    ["referer", "referer"],
  ])("%s", (field, column) => {
    expect(cellsOf(handled({ [field]: long }))).toMatchObject({ [column]: long, problems: `${field}: cut` });
    expect(cellsOf(handled({ [field]: long.slice(1) })).problems).toBeNull();
  });

  test("JSON text, listed after the other problems", () => {
    const { problems } = cellsOf(handled({ fcr: "perhaps", dialogResults: [long], city: `=${long.slice(1)}` }));
    expect(problems).toBe("fcr: wrongType; city: cut; dialogResults: cut");
  });

  test("only if the masked text itself is too long", () => {
    const { client_name, problems } = cellsOf(handled({ name: `A${long}`, clientId: long, city: long }), "mask");
    expect([client_name, problems]).toEqual(["A.", "city: cut"]);
  });
});

test("an invalid row shows its reason and its valid values, but no class and no metric", () => {
  const rows = [lost({ closedAt: "never", nps: 9 }), botOnly({ id: null }), { nps: 3 }];
  const columns = invalidColumns(columnsFor("drop", maskKey));
  const [unplaced, first, second] = namedCells(invalidEntriesOf(sortOut(rows, day).invalid), columns);

  expect(unplaced).toMatchObject({ reason: "no id", created_at: null, nps: 3 });
  expect(first).toMatchObject({ reason: "no id", id: null, created_at: Date.UTC(2026, 2, 2, 9), class: null });
  expect(second).toMatchObject({ reason: "closedAt bad", nps: 9, problems: "closedAt: wrongType" });
  expect(first).toMatchObject({ created_at_utc: Date.UTC(2026, 2, 2, 9), lifetime_seconds: 600 });
  expect(second).toMatchObject({ lifetime_seconds: null });
  expect(second).toMatchObject({ hour: null, first_reply_target_seconds: null, in_nps: null, in_sl1: null });
});

describe("the report can be recomputed from a session table of hostile rows:", () => {
  const sum = (cells: readonly Cells[], column: string) =>
    cells.reduce((total, cell) => total + Number(cell[column]), 0);
  const says = (cells: Cells, problem: string) => String(cells.problems).split("; ").includes(problem);

  property.prop([hostileRows(day, 150)], { numRuns: 60 })("means, and the values they leave out", (rows) => {
    const { csi, frt } = reportOf(rows).metrics;
    const table = tableOf(rows);
    const handledRows = table.filter((cells) => cells.class === "handled");
    const inCsi = table.filter((cells) => cells.in_csi === "yes");
    const inFrt = table.filter((cells) => cells.in_frt === "yes");

    expect(inCsi.length).toBe(csi.n);
    if (csi.n > 0) expect(sum(inCsi, "csi_share") / csi.n).toBeCloseTo(csi.value ?? Number.NaN, 9);
    expect(inFrt.length).toBe(frt.n);
    if (frt.n > 0) expect(sum(inFrt, "first_reply_seconds") / frt.n).toBeCloseTo(frt.value ?? Number.NaN, 6);
    expect(handledRows.filter((cells) => says(cells, "csi_share: invalid"))).toHaveLength(csi.invalid);
    expect(handledRows.filter((cells) => says(cells, "first_reply_seconds: invalid"))).toHaveLength(frt.invalid);
  });

  property.prop([hostileRows(day, 150)], { numRuns: 60 })("classes, hours and NPS", (rows) => {
    const { reconciliation, metrics, breakdowns } = reportOf(rows);
    const table = tableOf(rows);
    const inNps = (group: string) => table.filter((row) => row.class === "handled" && row.in_nps === group).length;

    expect(table).toHaveLength(reconciliation.in_day);
    for (const sessionClass of ["spam", "handled", "lost", "unanswered", "waiting", "bot_only"] as const) {
      expect(table.filter((cells) => cells.class === sessionClass)).toHaveLength(reconciliation[sessionClass]);
    }
    for (const { key, metrics: hour } of breakdowns.hours) {
      const live = table.filter((cells) => cells.hour === Number(key) && cells.class !== "spam");
      expect(live).toHaveLength(hour.sessions.value);
    }
    const [promoters, detractors] = [inNps("promoter"), inNps("detractor")];
    if (metrics.nps.n > 0) expect((100 * (promoters - detractors)) / metrics.nps.n).toBe(metrics.nps.value);
  });
});
