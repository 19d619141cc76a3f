import { catalogue, isLeftOut, type MetricId } from "../domain/metrics/catalogue.ts";
import type { BreakdownId } from "../domain/metrics/metric.ts";
import type { Part, Section } from "../texts/texts.ts";
import type { Words } from "../texts/words.ts";
import { type BreakdownLines, breakdownLines, idColumn, type Line, nameColumn } from "./breakdown-lines.ts";
import { metricColumns, metricsIn, sections } from "./metric-columns.ts";
import { type Sheet, type SheetColumn, type SheetInput, tableOf } from "./sheet.ts";
import { topOf } from "./sheet-top.ts";

/** The parts shown beside a value: the counts, if few answers can hide the value, and the limits. */
const shownParts: Partial<Record<MetricId, readonly Part[]>> = {
  nps: ["n", "promoters", "passives", "detractors", "low", "high"],
  csi: ["n"],
  csat_top_box: ["numerator", "low", "high"],
  rating: ["n"],
  sl1: ["numerator", "denominator"],
  sl1_answered: ["numerator", "denominator"],
  fcr: ["numerator", "denominator"],
};

/** Breakdowns whose rows have a name and an id. In all other breakdowns the name is the id. */
const withIds: ReadonlySet<BreakdownId> = new Set(["operators", "groups", "bots", "chats"] as const);

/** The sections on the sheet of hours; all other breakdowns show all sections. */
const sectionsOfHours: readonly Section[] = ["volume", "firstReply"];

/** The sheet of a breakdown: its rows with the most sessions first, then the total. */
export function breakdownSheet(breakdown: BreakdownId, input: SheetInput): Sheet {
  const { words } = input;
  const lines = breakdownLines(breakdown, input);
  const top = topOf(breakdown, input);
  return {
    ...top,
    notes: [
      ...top.notes,
      words.texts.workbook.breakdownNotes[breakdown],
      ...(breakdown === "hours" ? busiestHour(lines, words) : []),
      ...lines.notes,
      words.texts.common.smallN,
    ],
    tables: [
      tableOf({
        columns: [...leadingColumns(breakdown, words), ...figureColumns(breakdown, words)],
        rows: lines.shown,
        foot: [...lines.others, lines.total],
        hasFilter: true,
      }),
    ],
    keepsHead: true,
    frozenColumns: 1,
  };
}

function figureColumns(breakdown: BreakdownId, words: Words): SheetColumn<Line>[] {
  const shown = breakdown === "hours" ? sectionsOfHours : sections;
  const ids = shown.flatMap(metricsIn).filter((id) => !isLeftOut(catalogue[id], breakdown));
  return metricColumns<Line>(ids, { figureOf: ({ figures }, id) => figures[id], parts: shownParts, words });
}

function leadingColumns(breakdown: BreakdownId, words: Words): SheetColumn<Line>[] {
  return [
    nameColumn(words.texts.workbook.rowHeads[breakdown]),
    ...(withIds.has(breakdown) ? [idColumn(words)] : []),
    ...(breakdown === "hours" ? timeColumns(words) : []),
  ];
}

function timeColumns({ texts: { workbook } }: Words): SheetColumn<Line>[] {
  const { heads, noSuchHour } = workbook;
  return [
    {
      header: heads.hoursOfTime,
      width: 12,
      format: "decimal",
      cell: ({ hours }) => (hours === 0 ? noSuchHour : hours),
    },
    { header: heads.perHour, width: 12, format: "decimal", cell: sessionsPerHour },
  ];
}

/** Null if the day did not have this hour. */
function sessionsPerHour({ figures, hours }: Line): number | null {
  const sessions = figures.sessions?.value ?? null;
  return sessions === null || hours === null || hours === 0 ? null : sessions / hours;
}

/** Empty on a day without sessions. */
function busiestHour({ shown }: BreakdownLines, { texts, format }: Words): string[] {
  const [busiest] = [...shown].sort((a, b) => (sessionsPerHour(b) ?? 0) - (sessionsPerHour(a) ?? 0));
  const most = busiest && sessionsPerHour(busiest);
  return busiest && most ? [texts.workbook.busiestHour(busiest.name, format.figure("points", most))] : [];
}
