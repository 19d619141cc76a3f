import type { SummaryLine } from "../../texts/english/summary.ts";
import { haveGroupsTheirOwnTarget } from "../../texts/report-sentences.ts";
import type { SheetInput } from "../sheet.ts";

/** The title of a main figure; the share answered in time names the target. */
export function titleOfLine(id: SummaryLine, { report, words }: SheetInput): string {
  const { titles } = words.texts.summary;
  return id === "sl1" ? titles.sl1(targetOf({ report, words })) : titles[id];
}

function targetOf({ report, words }: Pick<SheetInput, "report" | "words">): string {
  const target = words.format.figure("seconds", report.settings.firstReplySeconds);
  return haveGroupsTheirOwnTarget(report) ? words.texts.summary.aboutTarget(target) : target;
}
