import { doubtfulIn } from "../../domain/doubt.ts";
import type { HeadlineId } from "../../domain/history/past.ts";
import { FEWEST_ANSWERS } from "../../domain/metrics/metric.ts";
import type { Report } from "../../domain/report.ts";
import { usualSentences } from "../../texts/history-words.ts";
import { fewDoubtfulSentence, noSessionsSentence } from "../../texts/report-sentences.ts";
import { meaningSentences } from "../../texts/score-words.ts";
import type { Words } from "../../texts/words.ts";
import type { Block, MailSection } from "../section.ts";
import { tilesOf } from "../tiles.ts";

/** The main figures of the day, then a line on its sessions and one on what the figures mean; null for a day without sessions. */
export function figuresSection(report: Report, words: Words): MailSection | null {
  if (noSessionsSentence(report, words) !== null) return null;
  const tiles = tilesOf(report, words);
  const line = [
    sessionsSentence(report, words),
    repliesSentence(report, words),
    ...scoreSentences(report, words),
    fewDoubtfulSentence(report, words),
    ...costSentence(report, words),
  ];
  const blocks: Block[] = [
    ...(tiles.length === 0 ? [] : [{ kind: "tiles" as const, tiles }]),
    {
      kind: "lines",
      lines: [line.filter((sentence) => sentence !== null).join(" "), ...aboutSentences(report, words)],
    },
  ];
  return { heading: null, blocks };
}

/** What "usual" and the figures mean, in one line; none without them. */
function aboutSentences(report: Report, words: Words): string[] {
  const said = [...usualSentences(report, words), ...meaningSentences(report, words)];
  return said.length === 0 ? [] : [said.join(" ")];
}

/** How many sessions there were and what became of them; the parts add up to the total. */
function sessionsSentence(report: Report, words: Words): string {
  const { texts, format } = words;
  const { day } = texts.mail;
  const { sessions } = report.metrics;
  const parts = (["handled", "bot_only", "lost", "unanswered", "waiting"] as const)
    .filter((id) => report.metrics[id].value > 0)
    .map((id) => day.parts[id](format.count(report.metrics[id].value)));
  const total = format.counted(sessions.value, texts.common.sessions) + usualText("sessions", report, words);
  return `${total}${parts.length === 0 ? "" : `: ${parts.join(", ")}`}.`;
}

function usualText(id: HeadlineId, { history }: Report, { texts, format }: Words): string {
  const { low, high } = history?.usual[id] ?? { low: null, high: null };
  return low === null || high === null ? "" : ` ${texts.mail.day.usually(format.count(low), format.count(high))}`;
}

function repliesSentence({ metrics }: Report, { texts, format }: Words): string | null {
  const { half, most } = texts.mail.day;
  const { frt_p50: p50, frt_p90: p90 } = metrics;
  if (p50.value === null || doubtfulIn(metrics).includes("frt")) return null;
  const said = [half(format.figure("seconds", p50.value))];
  return `${[...said, ...(p90.value === null ? [] : [most(format.figure("seconds", p90.value))])].join(", ")}.`;
}

/** Why a score has no tile; one sentence if both have none for the same reason. */
function scoreSentences({ metrics }: Report, { texts, format }: Words): string[] {
  const { noneAtAll, fewOfBoth, noRatings, fewRatings } = texts.mail.day;
  const ids = (["csi", "nps"] as const).filter(
    (id) => metrics[id].n < FEWEST_ANSWERS && !doubtfulIn(metrics).includes(id),
  );
  const [csi, nps] = [metrics.csi.n, metrics.nps.n];
  if (ids.length === 2 && csi === 0 && nps === 0) return [noneAtAll];
  if (ids.length === 2 && csi > 0 && nps > 0) return [fewOfBoth(format.count(csi), format.count(nps))];
  return ids.map((id) => {
    const title = texts.mail.headline[id];
    return metrics[id].n === 0 ? noRatings(title) : format.counted(metrics[id].n, fewRatings(title));
  });
}

/** In percent of the sessions. */
const MOST_PRICED = 80;

/** The cost, if nearly all sessions have a price. */
function costSentence({ metrics }: Report, { texts, format }: Words): string[] {
  const { price_total: total, price_per_session: each, sessions } = metrics;
  if (total.value === null || 100 * total.n <= MOST_PRICED * sessions.value) return [];
  return [texts.mail.day.cost(format.whole("money", total.value), format.whole("money", each.value))];
}
