import { judgementOf } from "../../domain/history/direction.ts";
import { type Driver, type DriverId, driverIds, type MetricDrivers } from "../../domain/history/history.ts";
import { catalogue } from "../../domain/metrics/catalogue.ts";
import type { Report } from "../../domain/report.ts";
import { namedRow, pointsText, timeBefore } from "../../texts/history-words.ts";
import type { Words } from "../../texts/words.ts";
import { cutToFit } from "../cut-to-fit.ts";
import type { Block, MailSection, Point } from "../section.ts";

/**
 * Says in which rows the difference from the time before lies. It claims no cause. Null if the report has no history, or no row
 * differs by more than chance.
 */
export function driversSection(report: Report, words: Words): MailSection | null {
  const { history } = report;
  if (history === null) return null;
  const blocks = driverIds
    .filter((id) => history.drivers[id].rows.length > 0)
    .map((id): Block => ({ kind: "points", points: driverPoints(id, history.drivers[id], words) }));
  if (blocks.length === 0) return null;
  return { heading: words.texts.history.drivers.heading(timeBefore({ report, history, words })), blocks };
}

function driverPoints(id: DriverId, drivers: MetricDrivers, words: Words): Point[] {
  const { texts } = words;
  const { difference } = drivers;
  const title = texts.history.drivers.intro(texts.metrics[id].title, pointsText(difference, words));
  return [
    { lead: title, rest: "", tone: judgementOf(id, difference) },
    ...[...drivers.rows.map((row) => `• ${rowSentence(id, row, words)}`), ...mixSentence(drivers, words)].map(
      (rest): Point => ({ lead: "", rest, tone: null }),
    ),
  ];
}

function rowSentence(id: DriverId, driver: Driver, words: Words): string {
  const { texts, format } = words;
  const { driven, ratings } = texts.history.drivers;
  const { hits, n, value } = driver.day;
  const counts = id === "nps" ? format.counted(n, ratings) : texts.common.kOfN(format.count(hits), format.count(n));
  const [is, usual] = [value, driver.before.value].map((figure) => format.figure(catalogue[id].unit, figure));
  const said = driven[id](counts, is ?? "", usual ?? "");
  return `${cutToFit(namedRow(driver, words))}: ${said}: ${partsOf(id, driver, words).join(", ")}.`;
}

/** How much more or less it was than usual, and the row's part of that across all rows. NPS has no sessions to count. */
function partsOf(id: DriverId, { breakdown, excess, share }: Driver, { texts, format }: Words): string[] {
  const { more, fewer, shares } = texts.history.drivers;
  const { ofMore, ofFewer } = shares[breakdown];
  const count = format.count(Math.abs(excess));
  const part = format.figure("percent", share);
  return [
    ...(id === "nps" ? [] : [excess > 0 ? more(count) : fewer(count)]),
    excess > 0 ? ofMore(part) : ofFewer(part),
  ];
}

/** The mix against the figures, by the breakdown of the first row; if that has none, by the breakdown with the largest mix. */
function mixSentence({ difference, rows, parts }: MetricDrivers, words: Words): string[] {
  const largest = [...parts].sort((a, b) => Math.abs(b.mix) - Math.abs(a.mix))[0];
  const part = parts.find(({ breakdown }) => breakdown === rows[0]?.breakdown) ?? largest;
  if (part === undefined) return [];
  const [whole, mix, rate] = [difference, part.mix, part.rate].map((points) => pointsText(points, words));
  return [words.texts.history.drivers.mix[part.breakdown](whole ?? "", mix ?? "", rate ?? "")];
}
