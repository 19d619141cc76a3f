import { sha256 } from "./delivery/sha256.ts";
import { findingIds } from "./domain/findings.ts";
import { metricVersions } from "./domain/metrics/catalogue.ts";
import type { ReportFrame } from "./domain/report.ts";
import type { ReportDay } from "./domain/report-day.ts";
import { filtersOf } from "./domain/session-filters.ts";
import { encodeTally, type TallySettings } from "./domain/tally.ts";
import type { PulledDay } from "./pull-day.ts";
import type { ReportDefinition } from "./report-definition.ts";

/** What of a definition shapes the tally. */
export function settingsOf({ firstReplySeconds, groups }: ReportDefinition): TallySettings {
  const own = Object.entries(groups).flatMap(([id, group]) =>
    group.firstReplySeconds === null ? [] : [[id, group.firstReplySeconds] as const],
  );
  return { firstReplySeconds, groupFirstReplySeconds: Object.fromEntries(own) };
}

/** All of a report's frame but the revision, which the commit decides. */
export type Frame = Omit<ReportFrame, "revision">;

/** What the report says besides the figures, as far as the definition and the reading tell it. */
export function frameOf(definition: ReportDefinition, day: ReportDay, pulled: PulledDay): Omit<Frame, "weekday"> {
  const { id, groups } = definition;
  return {
    report: id,
    fetchedAt: pulled.fetchedAt,
    day,
    filters: filtersOf(definition),
    settings: settingsOf(definition),
    groupNames: Object.fromEntries(Object.entries(groups).map(([group, { name }]) => [group, name])),
    declared: pulled.declared,
    inOrder: pulled.inOrder,
  };
}

/**
 * Equal for runs whose files would differ in nothing but the time of asking. What other days had (`weekday`), and the order in
 * which the API listed the rows, are no part of it: a day of equal figures must not become a new revision, and be mailed
 * again, because an earlier day was made meanwhile.
 */
export function fingerprintOf({ tally }: PulledDay, frame: Frame, definition: ReportDefinition): string {
  const { day, filters, settings, groupNames, declared } = frame;
  const { title, locale, currency, personalData } = definition;
  const drawn = { title, locale, currency, personalData, groupNames, metricVersions, findingIds };
  return sha256(JSON.stringify([day.zone, filters, settings, declared, drawn, encodeTally(tally)]));
}
