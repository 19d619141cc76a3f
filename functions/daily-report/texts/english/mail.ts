/**
 * The words of the mail. This file defines which words there are and what their slots are (`MailTexts`); a word added here
 * must be added to every other language. Slots are filled with text that is already formatted.
 */
export const mail = {
  /** Said if nobody knows whether an earlier call of the mail service sent this mail. */
  possibleRepeat: "You may have this mail already: an earlier attempt to send it ended without an answer.",
  incomplete: "incomplete",
  /** Of a day many of whose sessions could not be read. */
  unreadable: (count: string, of: string) => `${count} of ${of} unreadable`,
  /** Of a day without sessions, if its weekday usually has some. */
  unusual: "unusually quiet",
  noSessions: "no sessions",
  headline: { lost_rate: "lost", sl1: "SL1", csi: "CSI", nps: "NPS" },
  figures: "Figures",
  ofOffered: (offered: string) => `of ${offered} offered to a person`,
  /** "57 of 60 within 1 min": the counts of the service level and its target. */
  within: (counts: string, target: string) => `${counts} within ${target}`,
  /** The same, if some groups have a target of their own. */
  withinOwn: (counts: string, target: string) => `${counts} within the target: ${target}, some groups have their own`,
  limits: (low: string, high: string) => `95% limits ${low} to ${high}`,
  longest: (duration: string) => `longest ${duration}`,
  perSession: (price: string) => `${price} per session`,
  /** Beside a percentile that needs ten values and has fewer. */
  fromTenOn: "given from 10 sessions on",
  operators: "Operators",
  operatorHeads: {
    name: "Operator",
    sessions: "Sessions",
    handled: "Handled",
    lost: "Lost",
    frt_p50: "Reply",
    sl1: "SL1",
    csi: "CSI",
    nps: "NPS",
  },
  allOperators: "All",
  operatorsLegend: "Reply: median first reply time, m:ss. Credit goes to the last operator of a session.",
  /** How many rows the table leaves out, and the sessions in them. */
  notShown: (rows: string, sessions: string) =>
    `Not shown: ${rows} with ${sessions}; all are in the workbook, sheet “Operators”.`,
  data: "Data quality",
  /** A field and how often each fault was found in it. */
  badField: (field: string, counts: string) => `${field}: ${counts}`,
  invalidRows: (counts: string) => `Rows that could not be used: ${counts}`,
  noBadData: "Nothing unreadable was found in the data.",
  definitionsInWorkbook:
    "All figures, and what each of them means: see the workbook, sheets “Summary” and “Definitions”.",
  reconciliation: "How the rows add up",
  attached: (names: string) => `Attached: ${names}.`,
  nothingAttached: "No file is attached; all are in the archive.",
  madeBy: (report: string, revision: string) => `Report ${report}, revision ${revision} of this day.`,
  /** Where a file of the archive is: a path, or s3://bucket/key. */
  archived: (place: string) => `Archived: ${place}`,
};
