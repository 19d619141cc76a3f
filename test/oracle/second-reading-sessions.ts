import { compare, divide, exact, type Fraction, nearest } from "./exact-fraction.ts";
import { isValid, judgeCsi, judgeFirstReply, judgeNps } from "./second-reading-judgements.ts";
import { type FirstReply, targetOf } from "./second-reading-metrics.ts";
import { classOf, operatorKey, type Session } from "./second-reading-session.ts";
import { compareTexts } from "./second-reading-values.ts";

type Settings = FirstReply & { operators: readonly { key: string; name: string }[] };
type Reason = "detractor" | "lost_after_wait" | "slow_reply" | "low_csi" | "last_message_unanswered";
type State = "waiting" | "last_message_open" | "last_message_closed";

/** `before`: whether a session comes before another one with the same reason, by the figures of both. */
type Rule = {
  id: Reason;
  figureOf: (session: Session) => Figure | null;
  before: (a: Figure, b: Figure) => boolean;
};

/** What is told, and what a session is ordered by. */
type Figure = { told: number | null; by: Fraction; open: boolean };

const MOST = 10;

/** The sessions to look at (docs/metrics.md section 10), of sessions of the day: those to open first, and those whose client waits. */
export function sessionsToLookAt(inDay: readonly Session[], settings: Settings) {
  const told = (session: Session) => {
    const operator = operatorKey(session);
    const row = settings.operators.find(({ key }) => key === operator);
    return {
      id: session.id.value,
      createdAt: new Date(session.createdAt.value ?? NaN).toISOString(),
      class: classOf(session),
      operator: operator === "none" ? null : { key: operator, name: row?.name },
      channel: session.messengerType.value,
      groups: session.operatorGroupIds.value ?? [],
    };
  };
  const waits = [...inDay].sort(byTime).flatMap((session) => {
    const state = stateOf(session);
    return state === null ? [] : [{ session, state }];
  });
  const inState = (state: State) => waits.filter((one) => one.state === state);
  const states: State[] = ["waiting", "last_message_open", "last_message_closed"];
  const rules = rulesFor(settings);
  return {
    openFirst: toOpen(inDay, rules).map((session) => ({ ...told(session), reasons: reasonsOf(session, rules) })),
    waiting: {
      counts: Object.fromEntries(states.map((state) => [state, inState(state).length])),
      rows: states
        .flatMap(inState)
        .slice(0, 200)
        .map(({ session, state }) => ({ ...told(session), state })),
    },
  };
}

function byTime(a: Session, b: Session): number {
  return (a.createdAt.value ?? NaN) - (b.createdAt.value ?? NaN) || compareTexts(a.id.value ?? "", b.id.value ?? "");
}

function stateOf(session: Session): State | null {
  if (classOf(session) === "waiting") return "waiting";
  if (classOf(session) !== "handled" || session.noResponseOperatorToClient.value !== true) return null;
  return session.closedAt.value === null ? "last_message_open" : "last_message_closed";
}

/** The table of the reasons. */
function rulesFor(settings: Settings): Rule[] {
  const lower = (a: Figure, b: Figure) => compare(a.by, b.by) < 0;
  const higher = (a: Figure, b: Figure) => compare(a.by, b.by) > 0;
  const wait = (session: Session, seconds: number | null): Figure | null => {
    const target = targetOf(session, settings);
    if (seconds === null || seconds <= 300 || seconds <= target) return null;
    return { told: seconds, by: divide(exact(seconds), exact(target)), open: false };
  };
  const ofHandled = (figureOf: Rule["figureOf"]) => (session: Session) =>
    classOf(session) === "handled" ? figureOf(session) : null;
  return [
    {
      id: "detractor",
      figureOf: ofHandled((session) => {
        const mark = judgeNps(session);
        return isValid(mark) && mark.valid <= 6 ? { told: mark.valid, by: exact(mark.valid), open: false } : null;
      }),
      before: lower,
    },
    {
      id: "lost_after_wait",
      figureOf: (session) => (classOf(session) === "lost" ? wait(session, secondsWaited(session)) : null),
      before: higher,
    },
    {
      id: "slow_reply",
      figureOf: ofHandled((session) => {
        const reply = judgeFirstReply(session);
        return isValid(reply) ? wait(session, reply.valid) : null;
      }),
      before: higher,
    },
    {
      id: "low_csi",
      figureOf: ofHandled((session) => {
        const csi = judgeCsi(session);
        if (!isValid(csi) || compare(csi.valid.share, exact(40)) > 0) return null;
        return { told: nearest(csi.valid.share), by: csi.valid.share, open: false };
      }),
      before: lower,
    },
    {
      id: "last_message_unanswered",
      figureOf: ofHandled((session) => {
        if (session.noResponseOperatorToClient.value !== true) return null;
        const messages = session.clientMessageCount.value;
        return { told: messages, by: exact(messages ?? 0), open: session.closedAt.value === null };
      }),
      before: (a, b) => (a.open === b.open ? higher(a, b) : a.open),
    },
  ];
}

/** The wait of a lost session in whole seconds; null if it is not known. */
function secondsWaited({ operatorAssignedAt, takenByOperatorAt, operatorNotFoundAt, createdAt, closedAt }: Session) {
  const starts = [operatorAssignedAt, takenByOperatorAt, operatorNotFoundAt, createdAt];
  const start = starts.find(({ value }) => value !== null)?.value ?? null;
  return start === null || closedAt.value === null ? null : Math.floor((closedAt.value - start) / 1000);
}

function reasonsOf(session: Session, rules: readonly Rule[]) {
  return rules.flatMap(({ id, figureOf }) => {
    const figure = figureOf(session);
    return figure === null ? [] : [{ id, value: figure.told }];
  });
}

function toOpen(inDay: readonly Session[], rules: readonly Rule[]): Session[] {
  const sessions = [...inDay].sort(byTime);
  const count = (session: Session) => reasonsOf(session, rules).length;
  // Sorting is stable, so sessions with equal figures stay in the order of time.
  const list = sessions
    .filter((session) => count(session) > 1)
    .sort((a, b) => count(b) - count(a))
    .slice(0, MOST / 2);
  const queues = rules.map((rule) => queueOf(sessions, rule));
  while (list.length < MOST && queues.some((queue) => queue.some((session) => !list.includes(session)))) {
    for (const queue of queues) {
      const next = queue.find((session) => !list.includes(session));
      if (next !== undefined && list.length < MOST) list.push(next);
    }
  }
  return list;
}

function queueOf(sessions: readonly Session[], { figureOf, before }: Rule): Session[] {
  const weighed = sessions.flatMap((session) => {
    const figure = figureOf(session);
    return figure === null ? [] : [{ session, figure }];
  });
  const order = (a: Figure, b: Figure) => (before(a, b) ? -1 : before(b, a) ? 1 : 0);
  return weighed.sort((a, b) => order(a.figure, b.figure)).map(({ session }) => session);
}
