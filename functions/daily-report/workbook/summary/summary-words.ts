import { catalogue, type MetricId } from "../../domain/metrics/catalogue.ts";
import type { SummaryLine } from "../../texts/english/summary.ts";
import { haveGroupsTheirOwnTarget } from "../../texts/report-sentences.ts";
import type { Words } from "../../texts/words.ts";
import type { SheetInput } from "../sheet.ts";
import type { MainFigure } from "./summary-lines.ts";

/** The title of a main figure; the share answered in time names the target. */
export function titleOfLine(id: SummaryLine, { report, words }: SheetInput): string {
  const { titles } = words.texts.summary;
  return id === "sl1" ? titles.sl1(targetOf({ report, words })) : titles[id];
}

function targetOf({ report, words }: Pick<SheetInput, "report" | "words">): string {
  const target = words.format.figure("seconds", report.settings.firstReplySeconds);
  return haveGroupsTheirOwnTarget(report) ? words.texts.summary.aboutTarget(target) : target;
}

/**
 * A value in words, without decimals: they would pretend to a precision that a day does not have. A share or score that would
 * round to 0, 100 or -100 keeps them.
 */
export function wholeFigure(id: MetricId, value: number | null, { format }: Words): string {
  const { unit } = catalogue[id];
  if (value === null || (unit !== "percent" && unit !== "nps")) return format.figure(unit, value);
  const whole = Math.round(value);
  const isPlain = whole === value || (whole !== 0 && Math.abs(whole) !== 100);
  const text = isPlain ? format.figure(unit, whole).replace(/[.,]0(?=\D*$)/, "") : format.figure(unit, value);
  return text.replace("-", "−");
}

/** What the sentence tells, in this order, if it is not unusual; the others only if they are. */
const always: readonly SummaryLine[] = ["sl1", "lost_rate", "csi", "nps"];
const told = ["sl1", "lost_rate", "frt_p50", "csi", "csat_top_box", "nps"] as const satisfies SummaryLine[];
type Told = (typeof told)[number];

/** Says whether the day was worse or better than usual, and its main figures, those that are unusual first; empty without figures. */
export function verdictSentence(figures: readonly MainFigure[], input: Pick<SheetInput, "report" | "words">): string {
  const { texts } = input.words;
  const tellable = figures.flatMap((figure) =>
    isTold(figure.id) && figure.value !== null ? [{ ...figure, id: figure.id }] : [],
  );
  const unusual = [
    ...tellable.filter(({ judgement }) => judgement === "worse"),
    ...tellable.filter(({ judgement }) => judgement === "better"),
  ];
  const others = tellable.filter(
    ({ id, judgement, isReliable }) => judgement === null && isReliable && always.includes(id),
  );
  const phrases = [...unusual, ...others].map((figure) => phraseOf(figure, input));
  if (phrases.length === 0) return "";
  const state = stateOf(figures);
  const sentence = `${phrases.join("; ")}.`;
  return state === null ? capitalized(sentence) : `${texts.summary.states[state]}: ${sentence}`;
}

function isTold(id: SummaryLine): id is Told {
  return told.some((one) => one === id);
}

function phraseOf(
  { id, value, usual, judgement }: MainFigure & { id: Told },
  { report, words }: Pick<SheetInput, "report" | "words">,
): string {
  const { summary } = words.texts;
  const phrase = summary.told[id](wholeFigure(id, value, words), targetOf({ report, words }));
  return judgement === null ? phrase : summary.usually(phrase, wholeFigure(id, usual?.mean ?? null, words));
}

/** Null if no figure has a verdict. */
function stateOf(figures: readonly MainFigure[]): "worse" | "better" | "mixed" | "usual" | null {
  const has = (judgement: "worse" | "better") => figures.some((figure) => figure.judgement === judgement);
  if (has("worse")) return has("better") ? "mixed" : "worse";
  if (has("better")) return "better";
  return figures.some(({ usual }) => usual !== null && usual.verdict !== null) ? "usual" : null;
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
