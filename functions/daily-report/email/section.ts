import type { Report } from "../domain/report.ts";
import type { Enclosure } from "../ports.ts";
import type { Words } from "../texts/words.ts";
import type { TableLayout } from "./mail-style.ts";

/** A part of the mail as data. HTML, plain text and terminal draw it block by block, and know no section by name. */
export type Section = {
  /** Null: the section has no heading, and HTML gives each of its blocks a row of its own. */
  readonly heading: string | null;
  readonly blocks: readonly Block[];
};

/** The texts in a block need not be safe: drawing escapes them. */
export type Block =
  /** A paragraph for each line. */
  | { readonly kind: "lines"; readonly lines: readonly string[] }
  /** A red box: the reader must know this before any figure. */
  | { readonly kind: "warning"; readonly text: string }
  /** A grey box. */
  | { readonly kind: "note"; readonly text: string }
  | { readonly kind: "tiles"; readonly tiles: readonly Tile[] }
  | ({ readonly kind: "table" } & Table);

/** A figure of the day with its name; `note` says what the figure rests on. */
export type Tile = { readonly label: string; readonly figure: string; readonly note: string };

/** Rows with a name and right-aligned figures, one for each of `heads`. */
export type Table = {
  readonly nameHead: string;
  readonly heads: readonly string[];
  readonly rows: readonly TableRow[];
  /** How narrow screens lay out the table; null: as wide screens do. */
  readonly layout: TableLayout | null;
};

/** A total is drawn in bold. */
export type TableRow = { readonly name: string; readonly figures: readonly string[]; readonly isTotal: boolean };

/** Builds a section; returns null if it has nothing to say about this report. Pure. */
export type BuildSection = (report: Report, words: Words, enclosure: Enclosure) => Section | null;
