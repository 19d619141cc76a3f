import type { GoalSettings } from "./domain/goals.ts";
import type { ReportFrame } from "./domain/report.ts";
import type { ReportDay } from "./domain/report-day.ts";
import { filtersOf } from "./domain/session-filters.ts";
import type { TallySettings } from "./domain/tally.ts";
import type { PulledDay } from "./pull-day.ts";
import type { ReportDefinition } from "./report-definition.ts";

/** The settings of a definition that change the tally. */
export function settingsOf({ firstReplySeconds, groups }: ReportDefinition): TallySettings {
  const own = Object.entries(groups).flatMap(([id, group]) =>
    group.firstReplySeconds === null ? [] : [[id, group.firstReplySeconds] as const],
  );
  return { firstReplySeconds, groupFirstReplySeconds: Object.fromEntries(own) };
}

/** The frame of a report without the revision, which the commit decides. */
export type Frame = Omit<ReportFrame, "revision">;

/** The parts of a report besides the figures that come from the definition and the reading. */
export function frameOf(
  definition: ReportDefinition,
  day: ReportDay,
  pulled: PulledDay,
): Omit<Frame, "weekday" | "history"> {
  const { id, groups } = definition;
  return {
    report: id,
    fetchedAt: pulled.fetchedAt,
    day,
    filters: filtersOf(definition),
    settings: settingsOf(definition),
    groupNames: groupNamesOf(groups),
    goals: goalSettingsOf(definition),
    declared: pulled.declared,
    inOrder: pulled.inOrder,
    period: null,
    watch: pulled.watch,
  };
}

/** The names of the operator groups by id; null for a group without a name. */
export function groupNamesOf(groups: ReportDefinition["groups"]): Record<string, string | null> {
  return Object.fromEntries(Object.entries(groups).map(([group, { name }]) => [group, name]));
}

/** The goals of the report and of its groups, without groups that have none. */
export function goalSettingsOf({ goals, groups }: ReportDefinition): GoalSettings {
  const ofGroups = Object.entries(groups).flatMap(([id, group]) =>
    group.goals === null ? [] : [[id, group.goals] as const],
  );
  return { report: goals, groups: Object.fromEntries(ofGroups) };
}
