import type { FindingId } from "./domain/findings.ts";
import type { Report } from "./domain/report.ts";
import type { ReportDay } from "./domain/report-day.ts";
import type { SessionFilters } from "./domain/session-filters.ts";
import type { SortedRows } from "./domain/sort-out.ts";
import type { TallySettings } from "./domain/tally.ts";
import type { ReportDefinition } from "./report-definition.ts";

/**
 * What a run needs from outside: types, no code. Adapters and drawings import these types instead of declaring them again;
 * `composition.ts` is where the compiler checks that they fit.
 */

/** A query for the sessions of a day or another range of time. Instants are milliseconds since 1970, UTC; `to` is excluded. */
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

/** Sessions read so far, from 0 in every reading, and the count of the source for the whole query. */
export type ReadProgress = { sessionsRead: number; declared: number };

/**
 * `declared` is the count of the source for the whole query, asked before reading. `pieces` are the received rows, in
 * order of time; rows of one `createdAt` are never in two pieces, and rows without a readable one are all in one piece.
 * `inOrder` is whether the source listed the rows sorted by `createdAt`, as asked. Rows are read while the pieces are taken.
 */
export type DayReading = { declared: number; inOrder: boolean; pieces: AsyncIterable<readonly unknown[]> };

export type SessionSource = { readDay(query: SessionQuery): Promise<DayReading> };

/** A finished file on this machine's scratch space, not in the archive. `sha256` in lower-case hex, of the whole content. */
export type ScratchFile = { readonly path: string; readonly bytes: number; readonly sha256: string };

/** A folder for the unfinished files of one run. */
export type ScratchFolder = {
  /** A new path in the folder, different at every call; the name is its ending. */
  newPath(name: string): string;
  /** Removes the folder with all that it holds. Never rejects: a failure is logged, and the next run removes the folder. */
  remove(): Promise<void>;
};

/** Where runs keep files that are too large for memory. */
export type ScratchSpace = {
  /** Makes a folder for one run; first removes what runs left that were killed. */
  open(): Promise<ScratchFolder>;
};

/** A store of files by key ("a/b/c"). Every call either does what it says or throws. */
export type ArchiveStore = {
  /** Returns the bytes of the file; null if it does not exist. */
  get(key: string): Promise<Uint8Array | null>;
  /** Writes the file; replaces an older one. */
  put(key: string, body: Uint8Array, contentType: string): Promise<void>;
  /**
   * Writes a file of the scratch space; replaces an older one. Readers see all bytes or none. If it throws, no part remains in
   * the archive, except after a failure that the archive itself did not answer; S3 removes such parts after a day. The signal ends the writing: then the call removes what it has written and throws, within seconds.
   */
  putFile(key: string, file: ScratchFile, contentType: string, signal?: AbortSignal): Promise<void>;
  /** Copies a file within the archive; replaces an older one. Returns false if `from` does not exist. */
  copy(from: string, to: string): Promise<boolean>;
  /** Returns the SHA-256 of the file in lower-case hex; null if it does not exist. */
  digest(key: string): Promise<string | null>;
  /** Writes the file only if it does not exist; false if it does. Atomic: of many calls at the same time, one returns true. */
  create(key: string, body: Uint8Array, contentType: string): Promise<boolean>;
  /** Returns all keys that start with the prefix, sorted. */
  list(prefix: string): Promise<string[]>;
  /** Removes the file; does nothing if it does not exist. */
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
  /** The day of the report, or the first date of its week or month, yyyy-mm-dd. */
  day: string;
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
  /** Sends the mail and returns its place: a path of the outbox, or the message id of the service. It cannot hang. */
  send(mail: OutgoingMail): Promise<string>;
};

/** Waits that many milliseconds. */
export type Pause = (ms: number) => Promise<void>;

/** Milliseconds since 1970. The only clock of a run; the day of a report does not depend on it. */
export type Clock = () => number;

/** Names and numbers, never the words of a client or a secret. */
export type Facts = Readonly<Record<string, string | number | boolean | null>>;

/** The metrics of each report: milliseconds if the name says so, else counts. */
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
  | "TriesFailed"
  | "GivenUp"
  | "CallsContinued"
  | "CallsFailed"
  | "DayMissing"
  | "RequestsRefused"
  | "DaysRestated"
  | "DaysNotReadAgain"
  | "DurationMs";

/** The log and the metrics. Neither call throws. */
export type Operations = {
  log(level: "info" | "warn" | "error", event: string, facts: Facts): void;
  /** `report` is null for what belongs to no report. */
  measure(report: string | null, measures: Readonly<Partial<Record<Measure, number>>>): void;
};

/** The files of a report that people read. The same report gives the same files. */
export type Drawings = {
  /** Returns the bytes of report.xlsx. */
  workbook(report: Report, definition: ReportDefinition): Promise<Uint8Array>;
  /** Returns the bytes of days.parquet: one row per scope, row and metric of the report. */
  dayTable(report: Report): Promise<Uint8Array>;
  email(report: Report, definition: ReportDefinition, enclosure: Enclosure): RenderedMail;
  /** Returns the bytes of the mail as it is sent. */
  mime(mail: OutgoingMail): Promise<Uint8Array>;
  /** Begins the files of the day's session table in the folder. */
  sessionTable(
    definition: ReportDefinition,
    day: ReportDay,
    settings: TallySettings,
    folder: ScratchFolder,
  ): Promise<SessionTable>;
  /** The fields that the session table of a report needs. */
  fieldsOf(definition: ReportDefinition): readonly string[];
};

export type RenderedMail = { readonly subject: string; readonly html: string; readonly text: string };

/** The names of the attached files, and where a person finds all files of the revision. */
export type Enclosure = {
  readonly attached: readonly string[];
  readonly archived: readonly string[];
  /** Whether the recipient may already have this mail: an earlier call of the mail service got no answer. Default false. */
  readonly possibleRepeat?: boolean;
};

/** A session table that is being written: pieces are added in order of time; then it is finished or aborted. */
export type SessionTable = {
  /**
   * Adds one piece; within it the sessions may be in any order. One call at a time. Resolves when more rows may come, so that
   * rows do not pile up in memory.
   */
  add(rows: SortedRows): Promise<void>;
  /** Returns the files; rejects if the table was aborted. */
  finish(): Promise<SessionTableFiles>;
  /** Stops writing, and closes and removes the files. Never rejects. */
  abort(): Promise<void>;
};

/** The same rows in two formats; `rows` is the number of sessions, without invalid rows. */
export type SessionTableFiles = { readonly xlsx: ScratchFile; readonly parquet: ScratchFile; readonly rows: number };
