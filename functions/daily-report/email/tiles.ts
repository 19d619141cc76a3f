import { judgementOf, sideOf } from "../domain/history/direction.ts";
import { catalogue } from "../domain/metrics/catalogue.ts";
import type { Report } from "../domain/report.ts";
import { percentage } from "../domain/statistics.ts";
import { goalBesideValue, goalOf } from "../texts/goal-words.ts";
import { targetOf } from "../texts/report-sentences.ts";
import { isShown } from "../texts/score-words.ts";
import { shownVerdict, verdictText } from "../texts/shown-verdict.ts";
import type { Words } from "../texts/words.ts";
import type { Tile } from "./section.ts";

export const tileIds = ["sl1", "lost_rate", "csi", "nps"] as const;
export type TileId = (typeof tileIds)[number];

/** The four figures that a reader wants to see first. A figure without a value has no tile, and neither has one of few ratings. */
export function tilesOf(report: Report, words: Words): Tile[] {
  return tileIds
    .filter((id) => isShown(id, report))
    .map((id) => ({
      label: labelOf(id, report, words),
      figure: words.format.whole(catalogue[id].unit, report.metrics[id].value),
      ...comparisonOf(id, report, words),
      goal: goalLine(id, report, words),
      parts: id === "nps" ? npsParts(report) : null,
      note: noteOf(id, report, words),
    }));
}

function labelOf(id: TileId, report: Report, words: Words): string {
  const { tiles } = words.texts.mail;
  return id === "sl1" ? tiles.sl1(targetOf(report, words)) : tiles[id];
}

/** What is usual, and whether the figure is; both null if that is not known. */
function comparisonOf(id: TileId, report: Report, words: Words): Pick<Tile, "usually" | "state"> {
  const verdict = shownVerdict(id, report);
  if (verdict === null) return { usually: null, state: null };
  const { texts, format } = words;
  const usually = texts.mail.tiles.usually(format.whole(catalogue[id].unit, report.history?.usual[id].mean ?? null));
  return { usually, state: { text: verdictText(id, verdict, words), tone: judgementOf(id, sideOf(verdict)) } };
}

/** Whether the figure meets its goal; null without a goal. */
function goalLine(id: TileId, report: Report, words: Words): Tile["goal"] {
  const result = goalOf(id, report);
  if (result === null) return null;
  const { state } = result;
  const text = words.texts.goals.tiles[state ?? "unknown"](goalBesideValue(id, result, words));
  return { text, tone: state === "missed" ? "worse" : state === "met" ? "better" : null };
}

function noteOf(id: TileId, { metrics }: Report, { texts, format }: Words): string {
  const { mail, common } = texts;
  const { tiles } = mail;
  if (id === "sl1" || id === "lost_rate") {
    return common.kOfN(format.count(metrics[id].numerator), format.count(metrics[id].denominator));
  }
  const ratings = format.counted(metrics[id].n, mail.ratings);
  if (id === "nps") {
    return tiles.withLimits(ratings, format.whole("nps", metrics.nps.low), format.whole("nps", metrics.nps.high));
  }
  const { value, low, high } = metrics.csat_top_box;
  if (value === null) return ratings;
  const [share, from, to] = [value, low, high].map((percent) => format.whole("percent", percent));
  return `${ratings}; ${tiles.satisfied(share ?? "", from ?? "", to ?? "")}`;
}

/** The shares of promoters, passives and detractors in percent. */
function npsParts({ metrics: { nps } }: Report): Tile["parts"] {
  const [good, neutral] = [percentage(nps.promoters, nps.n), percentage(nps.passives, nps.n)].map((share) =>
    Math.round(share ?? 0),
  );
  return [good ?? 0, neutral ?? 0, 100 - (good ?? 0) - (neutral ?? 0)];
}
