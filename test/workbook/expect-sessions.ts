import { expect } from "vitest";
import type { WatchedSession, WatchedSessions } from "../../functions/daily-report/domain/watch/watched-sessions.ts";
import { cellText } from "../../functions/daily-report/texts/cell-text.ts";
import { reasonsText, watchedOperators } from "../../functions/daily-report/texts/watched-words.ts";
import type { Words } from "../../functions/daily-report/texts/words.ts";
import type { Drawn } from "./expect-figures.ts";
import { linesAfter, type ReadCell } from "./read-workbook.ts";

type Cells = Record<string, ReadCell>;

/** Expects a table of the sessions to open first and one of those whose client waits. Returns how many cells were compared. */
export function expectSessions({ sheets, report }: Drawn, words: Words): number {
  const { watch, workbook } = words.texts;
  const { openFirst, waiting }: WatchedSessions = report.sessions ?? {
    openFirst: [],
    waiting: { counts: { waiting: 0, last_message_open: 0, last_message_closed: 0 }, rows: [] },
  };
  const tableOf = (title: string, head: string) =>
    sheets.map(({ rows }) => linesAfter(title, rows)).find((lines) => lines.some((line) => line[head] !== undefined)) ??
    [];
  const nameOf = watchedOperators(report);
  const common = (session: WatchedSession) => [
    session.id,
    localSeconds(session.createdAt),
    cellText(nameOf(session) ?? watch.nobody).replaceAll("_x005F_", "_"),
    session.channel,
  ];
  const shown = (cells: Cells) => {
    const { session, created, operator, channel } = watch.heads;
    const at = Date.parse(`${cells[created]?.value}Z`);
    return [cells[session]?.value, Math.round(at / 1000), cells[operator]?.value, cells[channel]?.value ?? null];
  };

  const toOpen = tableOf(watch.heading, watch.heads.why).map((cells) => [
    ...shown(cells),
    cells[watch.heads.why]?.value,
  ]);
  expect.soft(toOpen).toEqual(openFirst.map((session) => [...common(session), reasonsText(session, words)]));

  const waits = tableOf(workbook.sheets.waiting, watch.heads.waitsFor).map((cells) => [
    ...shown(cells),
    cells[watch.heads.waitsFor]?.value,
    cells[watch.heads.minutes]?.value ?? null,
  ]);
  const minutes = (createdAt: string) => Math.floor((Date.parse(report.fetchedAt) - Date.parse(createdAt)) / 60_000);
  expect
    .soft(waits)
    .toEqual(
      waiting.rows.map((session) => [
        ...common(session),
        watch.states[session.state],
        session.state === "last_message_closed" ? null : minutes(session.createdAt),
      ]),
    );
  return 5 * openFirst.length + 6 * waiting.rows.length;
}

/** The days of these tests are in Moscow, three hours ahead of UTC. Whole seconds, as if the clock showed UTC. */
function localSeconds(instant: string): number {
  return Math.floor(Date.parse(instant) / 1000) + 3 * 3600;
}
