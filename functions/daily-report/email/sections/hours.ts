import { dayHoursOf } from "../../domain/day-hours.ts";
import type { Report } from "../../domain/report.ts";
import { targetOf } from "../../texts/report-sentences.ts";
import type { Words } from "../../texts/words.ts";
import type { MailSection } from "../section.ts";

/** Names the hours that are marked below the bars. */
const TICKS = 6;

/** When the sessions came and when they were answered late: a sentence, then a bar for each hour. Null on a day without sessions. */
export function hoursSection(report: Report, words: Words): MailSection | null {
  const { texts, format } = words;
  const { hours, peak, slowest, fewest } = dayHoursOf(report);
  if (peak === null) return null;
  const { mail, common } = texts;
  const said = [
    mail.hours.peak(hourSpan(peak.key, words), format.counted(peak.sessions, common.sessions)),
    ...(slowest === null
      ? []
      : [
          mail.hours.slowest(
            hourSpan(slowest.key, words),
            format.count(fewest),
            format.whole("percent", slowest.sl1.value),
            common.kOfN(format.count(slowest.sl1.numerator), format.count(slowest.sl1.denominator)),
            targetOf(report, words),
          ),
        ]),
    ...(hours.some(({ isSlow }) => isSlow) ? [mail.hours.slow] : []),
  ];
  const bars = hours.map(({ sessions, isSlow }) => ({ share: sessions / peak.sessions, isWorse: isSlow }));
  const ticks = hours.filter((_, index) => index % TICKS === 0).map(({ key }) => `${key}:00`);
  return {
    heading: mail.hours.heading,
    blocks: [
      { kind: "points", points: [{ lead: "", rest: said.join(" "), tone: null }] },
      { kind: "bars", bars, ticks, barsPerTick: TICKS },
    ],
  };
}

/** "13–14 h". */
export function hourSpan(key: string, { texts }: Words): string {
  return texts.mail.hours.span(key, String(Number(key) + 1));
}
