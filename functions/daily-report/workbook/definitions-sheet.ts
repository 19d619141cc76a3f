import { catalogue, type MetricId, metricIds, smallNSuppressed } from "../domain/metrics/catalogue.ts";
import type { Report } from "../domain/report.ts";
import { type FilterValue, filterNames } from "../domain/session-filters.ts";
import { unitOf } from "../texts/history-words.ts";
import { filterText } from "../texts/report-sentences.ts";
import type { SettingName, Texts } from "../texts/texts.ts";
import { wallClock } from "../texts/wall-clock.ts";
import type { Words } from "../texts/words.ts";
import {
  type Cell,
  type CellFormat,
  type DrawnTable,
  type Sheet,
  type SheetColumn,
  type SheetInput,
  tableOf,
} from "./sheet.ts";

/**
 * The sheet that defines every metric by id and version, and lists the settings of the report and the common rules, with those of
 * the comparison if there is one.
 */
export function definitionsSheet({ report, words }: SheetInput, isCompared: boolean): Sheet {
  const { texts } = words;
  return {
    name: texts.workbook.sheets.definitions,
    title: texts.workbook.sheets.definitions,
    warning: null,
    notes: [texts.workbook.definitionsNote],
    tables: [metricsTable(words), settingsTable(report, words), rulesTable(words, isCompared)],
    keepsHead: true,
    frozenColumns: 0,
    // The definitions are the same every day, and would be most of what is printed.
    skipsFirstInPrint: true,
  };
}

/** The column widths that all tables of the sheet share. */
const widths = { name: 34, id: 24, unit: 20, text: 90 };

function metricsTable({ texts }: Words): DrawnTable {
  const { heads } = texts.workbook;
  return tableOf<MetricId>({
    columns: [
      { header: heads.figure, width: widths.name, format: "prose", cell: (id) => texts.metrics[id].title },
      { header: heads.id, width: widths.id, format: "text", cell: (id) => `${id}@${catalogue[id].version}` },
      { header: heads.unit, width: widths.unit, format: "prose", cell: (id) => texts.units[catalogue[id].unit] },
      { header: heads.definition, width: widths.text, format: "prose", cell: (id) => texts.metrics[id].definition },
    ],
    rows: metricIds,
    hasFilter: true,
  });
}

type Setting = { name: string; value: Cell; format: CellFormat };

/** What the report was made under. */
export function settingsTable(report: Report, words: Words): DrawnTable {
  const { heads, settings } = words.texts.workbook;
  const columns: SheetColumn<Setting>[] = [
    { header: heads.setting, width: widths.name, format: "prose", cell: ({ name }) => name },
    { header: heads.value, width: widths.id, format: ({ format }) => format, isLeft: true, cell: ({ value }) => value },
  ];
  const own = Object.entries(settingsOf(report, words)) as [SettingName, Omit<Setting, "name">][];
  const { settingNames } = words.texts.workbook;
  const names = { ...settingNames, date: words.texts.history.before.thisOne[unitOf(report)] };
  const named = own.map(([name, setting]) => ({ ...setting, name: names[name] }));
  return tableOf({
    title: settings,
    columns,
    rows: [...named, ...filterSettings(report, words), ...groupSettings(report, words)],
  });
}

function settingsOf(
  { report, revision, day, period, fetchedAt, settings }: Report,
  { currency }: Words,
): Record<SettingName, Omit<Setting, "name">> {
  const at = (instant: string) => ({ value: wallClock(instant, day.zone), format: "dateTime" as const });
  return {
    report: { value: report, format: "text" },
    revision: { value: revision, format: "count" },
    date:
      period === null
        ? { value: wallClock(`${day.date}T00:00:00Z`, "UTC"), format: "date" }
        : { value: period.name, format: "text" },
    zone: { value: day.zone, format: "text" },
    from: at(day.from),
    to: at(day.to),
    hours: { value: day.hours, format: "points" },
    fetchedAt: at(fetchedAt),
    firstReplySeconds: { value: settings.firstReplySeconds, format: "duration" },
    currency: { value: currency, format: "text" },
  };
}

/** All filters of sessions, also those that are not set. */
function filterSettings({ filters }: Report, { texts }: Words): Setting[] {
  return filterNames.map((name) => ({ name: texts.filters[name].title, ...filterCell(filters[name], texts) }));
}

function filterCell(value: FilterValue, { workbook: { yes, no } }: Texts): Omit<Setting, "name"> {
  if (typeof value === "number") return { value, format: "number" };
  if (typeof value === "boolean") return { value: value ? yes : no, format: "text" };
  return { value: value === null || value.length === 0 ? null : filterText(value), format: "text" };
}

/** The first-reply targets of groups that have their own. */
function groupSettings({ settings, breakdowns }: Report, { texts }: Words): Setting[] {
  const names = new Map(breakdowns.groups.map(({ key, name }) => [key, name]));
  return Object.entries(settings.groupFirstReplySeconds).map(([id, seconds]) => {
    const name = names.get(id) ?? id;
    return {
      name: texts.workbook.groupTarget(name === id ? id : `${id}, ${name}`),
      value: seconds,
      format: "duration",
    };
  });
}

function rulesTable({ texts }: Words, isCompared: boolean): DrawnTable {
  const { smallNRule, ruleTexts } = texts.workbook;
  const ofComparison = isCompared ? texts.history.sheet.rules : [];
  const titles = smallNSuppressed.map((id) => texts.common.quoted(texts.metrics[id].title)).join(", ");
  return tableOf({
    title: texts.workbook.rules,
    columns: [
      { header: texts.workbook.heads.rule, width: widths.name, format: "prose", cell: ({ title }) => title },
      // Empty columns put the text below the definitions of the first table.
      { header: "", width: widths.id, format: "text", cell: () => "" },
      { header: "", width: widths.unit, format: "text", cell: () => "" },
      { header: "", width: widths.text, format: "prose", cell: ({ text }) => text },
    ],
    rows: [{ title: smallNRule.title, text: smallNRule.text(titles) }, ...ruleTexts, ...ofComparison],
  });
}
