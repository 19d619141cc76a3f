import type { BreakdownRow } from "../../domain/report.ts";
import { type StandOut, standOutsOf } from "../../domain/stand-out.ts";
import { hasGoals } from "../../texts/goal-words.ts";
import { operatorNames } from "../../texts/operator-names.ts";
import { nobodySentence, standOutReasons } from "../../texts/stand-out-words.ts";
import { type DrawnTable, LINES_OF_NAME, type SheetColumn, type SheetInput, tableOf } from "../sheet.ts";
import { figureColumn, inTimeHead } from "./figure-columns.ts";
import { widths } from "./widths.ts";

type Person = { readonly found: StandOut; readonly metrics: BreakdownRow["metrics"] };

/**
 * Whom to talk to and whom to praise, with their figures and the reasons; a sentence if there is nobody to talk to. Nothing if no
 * operator had a session.
 */
export function peopleTables(input: SheetInput): DrawnTable[] {
  const { people } = input.words.texts.mail;
  const { talkTo, praise } = standOutsOf(input.report);
  const nobody = nobodySentence(input.report, input.words);
  return [
    ...(talkTo.length > 0 ? [tableOfPeople(people.talkTo, talkTo, input)] : []),
    ...(nobody === null ? [] : [sentence(people.talkTo, nobody)]),
    ...(praise.length > 0 ? [tableOfPeople(people.praise, praise, input)] : []),
  ];
}

function sentence(title: string, note: string): DrawnTable {
  return tableOf({ title, note, columns: [], rows: [] });
}

function tableOfPeople(head: string, found: readonly StandOut[], input: SheetInput): DrawnTable {
  const { breakdowns } = input.report;
  const rows = new Map(breakdowns.operators.map((row) => [row.key, row]));
  const people = found.flatMap((one): Person[] => {
    const row = rows.get(one.key);
    return row === undefined ? [] : [{ found: one, metrics: row.metrics }];
  });
  return tableOf({ columns: columnsOf(head, input), rows: people, startsGroup: () => true });
}

function columnsOf(head: string, { report, words }: SheetInput): SheetColumn<Person>[] {
  const { texts } = words;
  const nameOf = operatorNames(report.breakdowns.operators);
  return [
    { header: head, width: widths.name, format: "prose", mostLines: LINES_OF_NAME, cell: ({ found }) => nameOf(found) },
    figureColumn("handled", texts.mail.operatorHeads.handled),
    figureColumn("sl1", inTimeHead(report, words), "wholePercent"),
    figureColumn("csi", texts.mail.operatorHeads.csi, "wholePercent"),
    figureColumn("nps", texts.mail.operatorHeads.nps, "wholeNps"),
    {
      header: texts.summary.heads.reasons,
      width: widths.basis,
      // What a figure is based on, both limits, and the goal if there is one.
      span: hasGoals(report) ? 4 : 3,
      format: "prose",
      cell: ({ found }) => standOutReasons(found, report, words),
    },
  ];
}
