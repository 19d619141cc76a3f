import type { TwinLimits } from "../../../functions/daily-report/twin/twin-limits.ts";
import { type SeededRandom, seededRandom } from "../../../local/twin-emulator/invention/seeded-random.ts";
import type { ServerBehaviour } from "../../twin/session-rows.ts";
import { day, growRows, type Row } from "./script-rows.ts";

/**
 * What a server does besides temporary faults. The kinds are separate because one count can prove only one thing. `short` is the
 * declared count minus the sessions received. It shows an omitted row only if the server declares all other sessions that it
 * returns and does not count too low. A server that omits rows (`hiding`) therefore neither moves rows nor counts too low here:
 * both errors would cancel out, and the client would see a smaller day without a contradiction. For the same reason, no answer
 * has a part of the rows with exactly the count of that part, unless the page is full (see `count-lies.ts`).
 */
export type Kind = "sane" | "moving" | "miscounting" | "hiding" | "other bounds" | "broken";

/** How a server omits rows. */
export type Hiding = "empty pages" | "page before" | "holes" | "twins" | "no sort" | "no offset" | "no from" | "no to";

/** How a server changes its counts. */
export type CountLie = "none" | "too high" | "too low" | "drifting" | "zero" | "of the page" | "unbelievable";

/** How often something happens, per request. */
type Chances = { fault: number; refusal: number; change: number; hiding: number; breakage: number; latency: number };

export type Script = {
  seed: number;
  kind: Kind;
  rows: Row[];
  limits: Partial<TwinLimits>;
  behaviour: ServerBehaviour;
  hiding: Hiding;
  countLie: CountLie;
  /** Digits instead of a number. */
  countAsText: boolean;
  /** Whether one request is never answered. */
  hangs: boolean;
  chances: Chances;
};

/** Generates the script of one server from the seed alone. */
export function growScript(seed: number): Script {
  const random = seededRandom(seed);
  const kind = random.weighted<Kind>(
    ["sane", "moving", "miscounting", "hiding", "other bounds", "broken"],
    [40, 24, 12, 12, 3, 9],
  );
  const hiding = random.pick<Hiding>(hidings);
  const hangs = random.chance(0.01);
  const rows = growRows(random);
  return {
    seed,
    kind,
    rows: kind === "other bounds" ? [...rows, ...rowsOfTheDayBefore(random, rows)] : rows,
    limits: growLimits(random, { kind, hangs }),
    behaviour: growServerBehaviour(random, { kind, hiding }),
    hiding,
    countLie: growCountLie(random, kind),
    countAsText: random.chance(0.1),
    hangs,
    chances: growChances(random, kind),
  };
}

const hidings: Hiding[] = ["empty pages", "page before", "holes", "twins", "no sort", "no offset", "no from", "no to"];

type Nature = { kind: Kind; hangs?: boolean; hiding?: Hiding };

/** With pages of one row, a client cannot tell whether rows before them were added or removed. */
const fewest = (kind: Kind): number => (["moving", "miscounting", "broken"].includes(kind) ? 2 : 1);

function growLimits(random: SeededRandom, { kind, hangs }: Nature): Partial<TwinLimits> {
  return {
    pageRows: random.weighted([fewest(kind), random.whole(3, 15), 70], [1, 12, 2]),
    parallelSlices: random.weighted([1, 4], [3, 1]),
    sessionsPerSlice: random.whole(6, 25),
    cutAbove: random.whole(10, 40),
    maxSessions: 300,
    tries: random.pick([3, 5]),
    ...(hangs ? { responseTimeoutMs: 200, requestTimeoutMs: 300 } : {}),
  };
}

function growServerBehaviour(random: SeededRandom, { kind, hiding }: Nature): ServerBehaviour {
  const ignored = { "no sort": ["sort"], "no offset": ["offset"], "no from": ["from"], "no to": ["to"] } as const;
  return {
    ...(random.chance(0.25) ? { cap: random.pick([fewest(kind), 2, 3, 5, 8]) } : {}),
    unplaced: random.pick(["first", "last"] as const),
    toExclusive: random.chance(0.2),
    wholeSeconds: random.chance(0.3),
    ignores: kind === "hiding" ? (ignored[hiding as keyof typeof ignored] ?? []) : [],
  };
}

function growCountLie(random: SeededRandom, kind: Kind): CountLie {
  if (kind === "hiding") return random.pick(["none", "none", "too high"] as const);
  if (kind !== "miscounting") return "none";
  return random.pick(["too high", "too low", "drifting", "zero", "of the page", "unbelievable"] as const);
}

function growChances(random: SeededRandom, kind: Kind): Chances {
  const only = (when: Kind, some: number[]): number => (kind === when ? random.pick(some) : 0);
  return {
    fault: random.pick([0, 0, 0.05, 0.15, 0.4]),
    refusal: random.pick([0, 0, 0, 0.03, 0.1]),
    change: kind === "miscounting" ? random.pick([0, 0.2]) : only("moving", [0.1, 0.5, 1]),
    hiding: only("hiding", [0.1, 0.3, 1]),
    breakage: only("broken", [0.02, 0.1, 1]),
    latency: random.pick([0, 0, 0, 0.3]),
  };
}

/** If `from` and `to` bound another time than creation, sessions of the day before are listed, and a client can tell. */
function rowsOfTheDayBefore(random: SeededRandom, rows: readonly Row[]): Row[] {
  return [...rows.slice(0, 3), { id: "s", closedAt: null }].map((row, nth) => ({
    ...row,
    id: `before${nth}`,
    createdAt: new Date(day.from - random.whole(2, 7200) * 1000).toISOString(),
    closedAt: null,
    updatedAt: new Date(day.from + random.whole(1, 80_000) * 1000).toISOString(),
  }));
}
