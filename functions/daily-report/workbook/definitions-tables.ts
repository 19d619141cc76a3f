import { catalogue, type MetricId, metricIds, smallNSuppressed } from "../domain/metrics/catalogue.ts";
import type { Report } from "../domain/report.ts";
import { type FilterValue, filterNames } from "../domain/session-filters.ts";
import { unitOf } from "../texts/history-words.ts";
import { filterText } from "../texts/report-sentences.ts";
import type { SettingName, Texts } from "../texts/texts.ts";
import { wallClock } from "../texts/wall-clock.ts";
import type { Words } from "../texts/words.ts";
import { type Cell, type CellFormat, type DrawnTable, type SheetColumn, tableOf } from "./sheet.ts";

/** The common rules, with those of the comparison if there is one, and every metric by id and version with its definition. */
export function definitionsTables(words: Words, isCompared: boolean): DrawnTable[] {
  return [rulesTable(words, isCompared), metricsTable(words)];
}

/** The column widths that all tables of the sheet share; a definition covers three columns, a rule all after the first. */
const widths = { name: 34, id: 24, unit: 20, text: 20 };

function metricsTable({ texts }: Words): DrawnTable {
  const { heads, definitions, definitionsNote } = texts.workbook;
  return tableOf<MetricId>({
    title: definitions,
    note: definitionsNote,
    columns: [
      { header: heads.figure, width: widths.name, format: "prose", cell: (id) => texts.metrics[id].title },
      { header: heads.id, width: widths.id, format: "text", cell: (id) => `${id}@${catalogue[id].version}` },
      { header: heads.unit, width: widths.unit, format: "prose", cell: (id) => texts.units[catalogue[id].unit] },
      {
        header: heads.definition,
        width: widths.text,
        format: "prose",
        span: 3,
        cell: (id) => texts.metrics[id].definition,
      },
    ],
    rows: metricIds,
  });
}

type Setting = { name: string; value: Cell; format: CellFormat };

/** What the report was made under. `isPrinted`: a note says if the table and those below it are not. */
export function settingsTable(report: Report, words: Words, isPrinted: boolean): DrawnTable {
  const { heads, settings, notPrinted } = words.texts.workbook;
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
    ...(!isPrinted && { note: notPrinted }),
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
      { header: "", width: widths.id, format: "prose", span: 5, cell: ({ text }) => text },
    ],
    rows: [{ title: smallNRule.title, text: smallNRule.text(titles) }, ...ruleTexts, ...ofComparison],
  });
}
