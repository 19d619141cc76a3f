import type { Judgement } from "../domain/history/direction.ts";
import type { Report } from "../domain/report.ts";
import type { Enclosure } from "../ports.ts";
import type { Words } from "../texts/words.ts";

/** A part of the mail as data. HTML, plain text and terminal draw it block by block and need no code for a single section. */
export type MailSection = {
  /** Null if the section has no heading; HTML then draws each block in a separate row. */
  readonly heading: string | null;
  readonly blocks: readonly Block[];
};

/** Texts in a block may contain anything, because drawing escapes them. */
export type Block =
  /** A paragraph for each line. */
  | { readonly kind: "lines"; readonly lines: readonly string[] }
  /** A paragraph for each point, in the colour of figures. */
  | { readonly kind: "points"; readonly points: readonly Point[] }
  | { readonly kind: "entries"; readonly entries: readonly Entry[] }
  /** A red box: the reader must know this before any figure. */
  | { readonly kind: "warning"; readonly text: string }
  /** A grey box. */
  | { readonly kind: "note"; readonly text: string }
  /** An amber box: something to be done now, and links to where. */
  | {
      readonly kind: "action";
      readonly text: string;
      readonly links: readonly { readonly text: string; readonly link: string }[];
    }
  | { readonly kind: "tiles"; readonly tiles: readonly Tile[] }
  | ({ readonly kind: "table" } & MailTable)
  | ({ readonly kind: "bars" } & Bars);

/**
 * A sentence whose first part is set apart; either part may be empty, and nothing is added between them. The tone colours the
 * first part, whose words must say the same.
 */
export type Point = { readonly lead: string; readonly rest: string; readonly tone: Judgement };

/** A line about a session. Its first part leads to the session's page if there is one; without a page the id is told. */
export type Entry = {
  readonly lead: string;
  readonly rest: string;
  /** As `sessionLink` returns it. */
  readonly link: string | null;
  readonly id: string;
};

/**
 * A figure of the day with its name. `usually` says what is usual, and `state` whether the figure is, in the colour of its tone;
 * both are null if that is not known. `goal` says whether it meets its goal, in the same way; null without a goal. `parts` are
 * drawn as one bar: good, neutral and bad shares in percent. `note` says what the figure rests on.
 */
export type Tile = {
  readonly label: string;
  readonly figure: string;
  readonly usually: string | null;
  readonly state: { readonly text: string; readonly tone: Judgement } | null;
  readonly goal: { readonly text: string; readonly tone: Judgement } | null;
  readonly parts: readonly number[] | null;
  readonly note: string;
};

/** A bar for each hour or day. What they show is also said in words beside them, because not everybody can see them. */
export type Bars = {
  /** Heights from 0 to 1. */
  readonly bars: readonly { readonly share: number; readonly isWorse: boolean }[];
  /** The names below the first of each `barsPerTick` bars. */
  readonly ticks: readonly string[];
  readonly barsPerTick: number;
};

/** Rows with a name and one right-aligned figure for each of `heads`. */
export type MailTable = {
  readonly nameHead: string;
  readonly heads: readonly string[];
  readonly rows: readonly TableRow[];
};

/** A total is drawn in bold. */
export type TableRow = { readonly name: string; readonly figures: readonly string[]; readonly isTotal: boolean };

/** Builds a section; returns null if it has nothing to say about this report. Pure. */
export type BuildSection = (report: Report, words: Words, enclosure: Enclosure) => MailSection | null;
