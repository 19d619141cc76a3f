import type { WatchedSession } from "../domain/watch/watched-sessions.ts";
import { wallClock } from "../texts/wall-clock.ts";
import { watchedGroups, watchedOperators } from "../texts/watched-words.ts";
import { LINES_OF_NAME, type SheetColumn, type SheetInput } from "./sheet.ts";

/** The columns that both tables of single sessions have: when, whose and where, and the id, which leads to the session's page. */
export function watchedColumns({
  report,
  words,
}: SheetInput): Record<"created" | "operator" | "channel" | "groups" | "session", SheetColumn<WatchedSession>> {
  const { heads, nobody } = words.texts.watch;
  const [operatorOf, groupsOf] = [watchedOperators(report), watchedGroups(report)];
  return {
    created: {
      header: heads.created,
      width: 20,
      format: "dateTime",
      isLeft: true,
      cell: ({ createdAt }) => wallClock(createdAt, report.day.zone),
    },
    operator: {
      header: heads.operator,
      width: 22,
      widest: 36,
      format: "prose",
      mostLines: LINES_OF_NAME,
      cell: (session) => operatorOf(session) ?? nobody,
    },
    channel: {
      header: heads.channel,
      width: 14,
      widest: 24,
      format: "prose",
      mostLines: LINES_OF_NAME,
      cell: ({ channel }) => channel,
    },
    groups: { header: heads.groups, width: 16, widest: 30, format: "prose", cell: groupsOf },
    session: {
      header: heads.session,
      width: 12,
      widest: 40,
      format: "prose",
      cell: ({ id }) => id,
      link: ({ id }) => words.linkOf(id),
    },
  };
}
