import { expect, test } from "vitest";
import {
  filterNames,
  filtersOf,
  filtersSet,
  noFilters,
  type SessionFilters,
  sameFilters,
} from "../../functions/daily-report/domain/session-filters.ts";
import { definitionOf } from "../plain-story.ts";

const every: SessionFilters = { companyId: 4390, botId: "b", supervised: true };

test("filtersOf takes the filters of a definition, in the order of report.json, and nothing else of it", () => {
  expect(JSON.stringify(filtersOf(definitionOf({ supervised: true, botId: "b", companyId: 4390 })))).toBe(
    '{"companyId":4390,"botId":"b","supervised":true}',
  );
});

test("the default of every filter is the one of a definition that does not name it", () => {
  expect(filtersOf(definitionOf())).toEqual(noFilters);
});

test.each(filterNames)("sameFilters compares %s", (name) => {
  expect(sameFilters(noFilters, { ...noFilters, [name]: every[name] })).toBe(false);
  expect(sameFilters({ ...every }, every)).toBe(true);
});

test("sameFilters ignores the order of the filters", () => {
  const { companyId, ...others } = { ...noFilters, botId: "b" };

  expect(sameFilters({ companyId, ...others }, { ...others, companyId })).toBe(true);
});

test("sameFilters compares a filter that only one side knows, such as one of a newer version", () => {
  const newer = { ...noFilters, excludeChannels: ["sms"] };

  expect([sameFilters(newer, noFilters), sameFilters(noFilters, newer)]).toEqual([false, false]);
});

test("sameFilters compares the elements of lists, not their identity", () => {
  const without = (channel: string) => ({ ...noFilters, excludeChannels: [channel] });

  expect([sameFilters(without("sms"), without("sms")), sameFilters(without("sms"), without("web"))]).toEqual([
    true,
    false,
  ]);
});

test("filtersSet names the filters that differ from their default", () => {
  expect([filtersSet(noFilters), filtersSet(every), filtersSet({ ...noFilters, supervised: true })]).toEqual([
    [],
    ["companyId", "botId", "supervised"],
    ["supervised"],
  ]);
});
