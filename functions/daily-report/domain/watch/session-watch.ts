import type { SessionClass } from "../classify.ts";
import { compareTexts } from "../compare-texts.ts";
import type { ClassifiedSession, DatedSession, SortedRows } from "../sort-out.ts";
import { type TallySettings, targetSeconds } from "../tally.ts";
import { FirstFew } from "./first-few.ts";
import { openReasonIds, openReasons, type WeighedReason } from "./open-reasons.ts";
import { takeTurns } from "./take-turns.ts";
import { type WaitState, type WatchedSessions, waitStates, watchedSession } from "./watched-sessions.ts";

/** More are a list that nobody works through. */
const MOST_TO_OPEN = 10;

/** More are not shown; their number is kept. */
const MOST_WAITING = 200;

type Watched = { readonly session: DatedSession; readonly class: SessionClass };
type Opened = Watched & { readonly reasons: readonly WeighedReason[] };
type Weighed = { readonly opened: Opened; readonly reason: WeighedReason };
type Waiting = Watched & { readonly state: WaitState };

/**
 * Finds the sessions of a day that somebody should look at. Of each kind it keeps only the first few, at most 260 sessions in all,
 * so its memory does not grow with the day. What it finds does not depend on the order of the rows, nor on how they are cut into
 * pieces: the kinds are ordered totally, and a session counts once, in the version that `sortOut` keeps.
 */
export class SessionWatch {
  readonly #settings: TallySettings;
  readonly #ofSeveral = new FirstFew<Opened>(MOST_TO_OPEN, compareSeveral);
  readonly #byReason = openReasonIds.map((id) => ({ id, few: new FirstFew<Weighed>(MOST_TO_OPEN, compareWeighed) }));
  readonly #waiting = new FirstFew<Waiting>(MOST_WAITING, compareWaiting);
  readonly #counts: Record<WaitState, number> = { waiting: 0, last_message_open: 0, last_message_closed: 0 };

  constructor(settings: TallySettings) {
    this.#settings = settings;
  }

  /** Adds one piece. Rows that may be duplicates of each other must be in one piece, as for `sortOut`. */
  add(rows: Pick<SortedRows, "sessions">): void {
    for (const classified of rows.sessions) this.#addSession(classified);
  }

  #addSession({ session, class: sessionClass }: ClassifiedSession): void {
    // Only these classes have a reason or a state, and the target is not needed for the others.
    if (sessionClass !== "handled" && sessionClass !== "lost" && sessionClass !== "waiting") return;
    const target = targetSeconds(session, this.#settings);
    const reasons = openReasons({ session, class: sessionClass, targetSeconds: target });
    if (reasons.length > 0) this.#addOpened({ session, class: sessionClass, reasons });
    const state = stateOf(session, sessionClass);
    if (state === null) return;
    this.#counts[state]++;
    this.#waiting.add({ session, class: sessionClass, state });
  }

  #addOpened(opened: Opened): void {
    if (opened.reasons.length > 1) this.#ofSeveral.add(opened);
    for (const { id, few } of this.#byReason) {
      for (const reason of opened.reasons) if (reason.id === id) few.add({ opened, reason });
    }
  }

  /** What was found so far. `nameOf` returns the name of an operator's key. */
  sessions(nameOf: (operator: string) => string): WatchedSessions {
    const queues = this.#byReason.map(({ few }) => few.items.map(({ opened }) => opened));
    const chosen = takeTurns(this.#ofSeveral.items, queues, MOST_TO_OPEN);
    const told = (one: Watched) => watchedSession(one.session, one.class, nameOf);
    return {
      openFirst: chosen.map((one) => ({ ...told(one), reasons: one.reasons.map(({ id, value }) => ({ id, value })) })),
      waiting: {
        counts: { ...this.#counts },
        rows: this.#waiting.items.map((one) => ({ ...told(one), state: one.state })),
      },
    };
  }
}

function stateOf(session: DatedSession, sessionClass: SessionClass): WaitState | null {
  if (sessionClass === "waiting") return "waiting";
  if (sessionClass !== "handled" || session.noResponseOperatorToClient.value !== true) return null;
  return session.closedAt.value === null ? "last_message_open" : "last_message_closed";
}

function compareWeighed({ reason: a, opened: first }: Weighed, { reason: b, opened: second }: Weighed): number {
  return Number(b.isUrgent) - Number(a.isUrgent) || b.weight - a.weight || compareByTime(first, second);
}

function compareSeveral(a: Opened, b: Opened): number {
  return b.reasons.length - a.reasons.length || compareByTime(a, b);
}

function compareWaiting(a: Waiting, b: Waiting): number {
  return waitStates.indexOf(a.state) - waitStates.indexOf(b.state) || compareByTime(a, b);
}

/** Sessions that are not the same differ in id or time of creation. */
function compareByTime({ session: a }: Watched, { session: b }: Watched): number {
  return a.createdAt.value - b.createdAt.value || compareTexts(String(a.id.value), String(b.id.value));
}
