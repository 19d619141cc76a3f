import type { FindingId } from "./domain/findings.ts";
import type { Report } from "./domain/report.ts";
import type { ReportDay } from "./domain/report-day.ts";
import type { SessionFilters } from "./domain/session-filters.ts";
import type { SortedRows } from "./domain/sort-out.ts";
import type { TallySettings } from "./domain/tally.ts";
import type { ReportDefinition } from "./report-definition.ts";

/**
 * What the story needs from outside: types, no code. Edges and drawings import these types instead of declaring them again;
 * `composition.ts` is where the compiler checks that they fit.
 */

/** One day (or any stretch of time) of sessions to ask for. Instants are milliseconds since 1970, UTC; `to` is the day's end. */
export type SessionQuery = {
  from: number;
  to: number;
  /** The names of the fields to ask for; `createdAt` must be among them. */
  fields: readonly string[];
  filters: SessionFilters;
  onProgress?: (progress: ReadProgress) => void;
  /** Ends the reading: requests that wait for an answer are aborted. */
  signal?: AbortSignal;
};

/** Slices of time read and planned, and sessions read so far. */
export type ReadProgress = { slicesDone: number; slices: number; sessionsRead: number };

/**
 * `declared` is the source's own count for the whole query, asked before reading. `pieces` are the rows as they came, in
 * order of time; rows of one `createdAt` never lie in two pieces, and rows without a readable one all lie in one piece.
 * `inOrder` is whether the source listed them sorted by it, as asked. The rows are read while the pieces are taken.
 */
export type DayReading = { declared: number; inOrder: boolean; pieces: AsyncIterable<readonly unknown[]> };

export type SessionSource = { readDay(query: SessionQuery): Promise<DayReading> };

/** A store of small files by key ("a/b/c"). Every call either did what it says or throws. */
export type ArchiveStore = {
  /** The file's bytes, or null when there is none. */
  get(key: string): Promise<Uint8Array | null>;
  /** Writes the file, over an older one if there is one. */
  put(key: string, body: Uint8Array, contentType: string): Promise<void>;
  /** Writes the file only if there is none; false when there was one. Atomic: of many at once one gets true. */
  create(key: string, body: Uint8Array, contentType: string): Promise<boolean>;
  /** All keys that start with the prefix, sorted. */
  list(prefix: string): Promise<string[]>;
  /** Removes the file; no complaint when there is none. */
  remove(key: string): Promise<void>;
  /** Where a person finds the file: a path, or s3://bucket/key. */
  locate(key: string): string;
};

export type Attachment = { fileName: string; contentType: string; content: Uint8Array };

/** One mail to one person. */
export type OutgoingMail = {
  from: string;
  to: string;
  replyTo: string | null;
  subject: string;
  /** The report that the mail belongs to: its id, by which mail programs filter, and its title for people. */
  list: { id: string; title: string };
  html: string;
  text: string;
  attachments: readonly Attachment[];
  /** The Date header, milliseconds since 1970. */
  date: number;
};

/**
 * What a mailer's error says in its field `fate` about the mail:
 * - "refused": it was not sent and never can be;
 * - "blocked": it was not sent, and no mail will be until somebody changes something;
 * - "later": it was not sent; the same mail may be sent a little later;
 * - "unknown": it may or may not have been sent. An error without the field means the same.
 */
export type MailFate = "refused" | "blocked" | "later" | "unknown";

export type Mailer = {
  /** Hands the mail over and answers where it is: a path of the outbox, or the service's message id. It cannot hang. */
  send(mail: OutgoingMail): Promise<string>;
};

/** Waits so many milliseconds. */
export type Pause = (ms: number) => Promise<void>;

/** Milliseconds since 1970. The only clock of the story; the report's day depends on none. */
export type Clock = () => number;

/** Names and numbers, never a client's words or a secret. */
export type Facts = Readonly<Record<string, string | number | boolean | null>>;

/** What operations watch, report by report. Milliseconds where the name says so, else counts. */
export type Measure =
  | "SessionsRead"
  | "Duplicates"
  | "Invalid"
  | "Short"
  | "MailsSent"
  | "MailsFailed"
  | "PossibleRepeats"
  | "Findings"
  | "UnexpectedlyQuiet"
  | "RowsUnreadable"
  | `Finding.${FindingId}`
  | "DayCompleted"
  | "DurationMs";

/** What operations are told. Neither call throws. */
export type Operations = {
  log(level: "info" | "warn" | "error", event: string, facts: Facts): void;
  measure(report: string, measures: Readonly<Partial<Record<Measure, number>>>): void;
};

/** The report as people see it: the same report gives the same drawing. */
export type Drawings = {
  /** The bytes of report.xlsx. */
  workbook(report: Report, definition: ReportDefinition): Promise<Uint8Array>;
  email(report: Report, definition: ReportDefinition, enclosure: Enclosure): RenderedMail;
  /** The mail as it travels. */
  mime(mail: OutgoingMail): Promise<Uint8Array>;
  /** Begins the files of the day's session table. */
  sessionTable(definition: ReportDefinition, day: ReportDay, settings: TallySettings): Promise<SessionTable>;
  /** The fields that the session table of a report needs. */
  fieldsOf(definition: ReportDefinition): readonly string[];
};

export type RenderedMail = { readonly subject: string; readonly html: string; readonly text: string };

/** What goes with a mail: the names of the attached files, and where a person finds all files of the revision. */
export type Enclosure = {
  readonly attached: readonly string[];
  readonly archived: readonly string[];
  /** Whether the recipient may already have this mail: an earlier call of the mail service got no answer. Default false. */
  readonly possibleRepeat?: boolean;
};

/** A session table that is being written: pieces are added in order of time; then it is finished or aborted. */
export type SessionTable = {
  /** Adds one piece; within it the sessions may be in any order. One call at a time. */
  add(rows: SortedRows): Promise<void>;
  /** Returns the files; rejects if the table was aborted. */
  finish(): Promise<SessionTableFiles>;
  abort(): void;
};

/** The same rows in two formats; `rows` is the number of sessions, without invalid rows. */
export type SessionTableFiles = { readonly xlsx: Uint8Array; readonly parquet: Uint8Array; readonly rows: number };
