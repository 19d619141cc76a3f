import { judgementOf } from "../../domain/history/direction.ts";
import { type Driver, type DriverId, driverIds } from "../../domain/history/history.ts";
import { catalogue } from "../../domain/metrics/catalogue.ts";
import type { Report } from "../../domain/report.ts";
import { cutToFit } from "../../texts/cut-to-fit.ts";
import { namedRow, pointsText, timeBefore } from "../../texts/history-words.ts";
import type { Words } from "../../texts/words.ts";
import type { MailSection, Point } from "../section.ts";

/**
 * Says in which rows the difference from the time before lies. It claims no cause. Null if the report has no history, or no row
 * differs by more than chance.
 */
export function driversSection(report: Report, words: Words): MailSection | null {
  const { history } = report;
  if (history === null) return null;
  const points = driverIds
    .filter((id) => history.drivers[id].rows.length > 0)
    .map((id): Point => {
      const { difference, rows } = history.drivers[id];
      const title = words.texts.mail.names[id];
      const intro = words.texts.history.drivers.intro[id === "nps" ? "nps" : "percent"];
      return {
        lead: intro(title, pointsText(difference, words)),
        rest: ` ${rows.map((row) => rowText(id, row, words)).join("; ")}.`,
        tone: judgementOf(id, difference),
      };
    });
  if (points.length === 0) return null;
  const heading = words.texts.mail.differs(timeBefore({ report, history, words }));
  return { heading, blocks: [{ kind: "points", points }] };
}

function rowText(id: DriverId, driver: Driver, words: Words): string {
  const { texts, format } = words;
  const { driven, ratings } = texts.history.drivers;
  const { hits, n, value } = driver.day;
  const counts = id === "nps" ? format.counted(n, ratings) : texts.common.kOfN(format.count(hits), format.count(n));
  const [is, was] = [value, driver.before.value].map((figure) => format.whole(catalogue[id].unit, figure));
  return `${cutToFit(namedRow(driver, words))}: ${driven[id](counts, is ?? "", was ?? "")}`;
}
