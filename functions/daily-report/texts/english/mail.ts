/**
 * The words of the mail. This file defines which words there are and what their slots are (`MailTexts`); a word added here
 * must be added to every other language. Slots are filled with text that is already formatted.
 */

import type { Plural } from "../texts.ts";

/** Other languages have other plural forms. */
const plural = (forms: Plural): Plural => forms;

/**
 * A figure of the day in a sentence. `counts` is " (57 of 60)", or empty if `value` is the counts. `target` is null if groups have
 * targets of their own. `isFirst`: nothing is said before it.
 */
type ClauseSlots = {
  value: string;
  counts: string;
  low: string;
  high: string;
  target: string | null;
  isLow: boolean;
  isFirst: boolean;
};

/** Why an operator stands out: the value, "29 of 57" or the number of ratings, and the value of the others. */
type ReasonSlots = { value: string; counts: string; others: string; target: string | null };

/** "60% of sessions", but "9 of 9 sessions". */
const ofSessions = (counts: string) => (counts === "" ? " sessions" : " of sessions");

const seeSheet = (sheet: string | null) => (sheet === null ? "" : `; see the sheet “${sheet}”`);

const only = (isLow: boolean) => (isLow ? "only " : "");

export const mail = {
  /** Said if nobody knows whether an earlier call of the mail service sent this mail. */
  possibleRepeat: "You may already have this mail: the mail server did not confirm an earlier attempt.",
  /** The state of the day in the subject, if that is more important than whether it was usual. */
  incomplete: "data incomplete",
  unreadable: (count: string, of: string) => `${count} of ${of} unreadable`,
  noSessions: "no sessions",
  /** Of a day without sessions, if its weekday usually has some. */
  unusual: "no sessions, please check",
  states: {
    worse: "worse than usual",
    better: "better than usual",
    partly: "worse in part",
    other: "unusual volume",
    usual: "as usual",
  },
  headline: {
    lost_rate: "lost",
    sl1: "SL",
    csi: "CSI",
    nps: "NPS",
    csat_top_box: "ratings 4–5",
    frt_p50: "first reply",
    sessions: "sessions",
    handled: "handled",
    containment: "bot",
  },
  /** Figures by name, where they are compared. */
  names: {
    sessions: "Sessions",
    handled: "Handled",
    lost_rate: "Lost",
    sl1: "Answered in time",
    frt_p50: "First reply, median",
    csi: "CSI",
    csat_top_box: "Ratings 4–5",
    nps: "NPS",
    containment: "Closed by the bot",
  },
  verdict: {
    lead: {
      worse: (day: string) => `${day} was worse than usual:`,
      better: (day: string) => `${day} was better than usual:`,
      partly: (day: string) => `${day} was as usual overall, but not everywhere (see below):`,
      other: (day: string) => `${day} was no worse than usual, but its volume was unusual:`,
      usual: (day: string) => `${day} was as usual:`,
      unknown: (day: string) => `${day}:`,
    },
    noSessions: "no sessions.",
    onlySpam: "only spam.",
    /** Of a day without sessions: how many there usually are, from `someUsually` or `rangeUsually`. */
    emptyUnusual: (usually: string) =>
      `no sessions, though there are usually ${usually}. Access to TWIN has probably failed.`,
    someUsually: "some on this weekday",
    rangeUsually: (low: string, high: string, on: string) => `${low} to ${high} ${on}`,
    clauses: {
      sl1: ({ value, counts, target, isLow }: ClauseSlots) =>
        `${only(isLow)}${value}${ofSessions(counts)} were answered ${target === null ? "in time" : `within ${target}`}${counts}`,
      lost_rate: ({ value, counts, isFirst, isLow }: ClauseSlots) =>
        `${only(isLow)}${value}${isFirst ? ofSessions(counts) : ""} were lost${counts}`,
      csi: ({ value }: ClauseSlots) => `CSI ${value}`,
      nps: ({ value, low, high }: ClauseSlots) => `NPS ${value}, between ${low} and ${high}`,
      csat_top_box: ({ value, counts, isLow }: ClauseSlots) => `${only(isLow)}${value} of ratings were 4–5${counts}`,
      frt_p50: ({ value }: ClauseSlots) => `half of the clients got a first reply within ${value}`,
      sessions: ({ value, isLow }: ClauseSlots) => `${only(isLow)}${value} sessions came in`,
      handled: ({ value, isLow }: ClauseSlots) => `operators handled ${only(isLow)}${value}`,
      containment: ({ value, isLow }: ClauseSlots) => `the bot alone closed ${only(isLow)}${value}`,
    },
    /** `on` is "on Fridays", or null if it was said before. */
    usually: (usual: string, on: string | null) => `, usually ${usual}${on === null ? "" : ` ${on}`}`,
    mostly: (places: string) => `, mostly ${places}`,
    places: {
      channels: (name: string) => name,
      groups: (name: string) => `group ${name}`,
      hours: (name: string) => name,
      bots: (name: string) => `bot ${name}`,
      operators: (name: string) => name,
    },
    nowhere: {
      channels: "sessions without a channel",
      groups: "sessions without a group",
      hours: "sessions without an hour",
      bots: "sessions without a bot",
      operators: "sessions without an operator",
    },
  },
  /** What can be done now: "#" clients, the time at which the sessions were read, and the sheet that lists them, if any. */
  toDo: (time: string, sheet: string | null): Plural => ({
    one: `To do now: # client was still waiting for an operator at ${time}${seeSheet(sheet)}.`,
    other: `To do now: # clients were still waiting for an operator at ${time}${seeSheet(sheet)}.`,
  }),
  /** What can be done now about a day without sessions that usually has some; `contact` is whom to write to. */
  toDoEmpty: (contact: string) =>
    `To do now: check in TWIN whether there were any sessions. If there were, ask the administrator of TWIN to check the rights of the report’s login, then ask ${contact} to check the report’s filter and to run the report again.`,
  /** Of a day without sessions of which nobody knows whether it usually has some. */
  ifItWorked:
    "If the centre worked on this day, check in TWIN whether there were any sessions, then the rights of the report’s login and its filter.",
  /** What was looked at and found in order, in a grey box: "Checked at 04:30: no client was waiting for an operator." */
  checked: {
    calm: "Nothing urgent today.",
    at: (time: string, found: string) => `Checked at ${time}: ${found}.`,
    nobodyWaits: "no client was waiting for an operator",
    notWorse: "no figure is worse than usual",
    goalsMet: "all goals are met",
    /** If chance explains why a goal was not reached, or some goals cannot be judged. */
    noneMissed: "no goal is clearly missed",
    nobodyBehind: "no operator was far behind the others",
  },
  waiting: plural({ one: "# client waiting", other: "# clients waiting" }),
  /** Values that cannot be trusted, in the red box. */
  doubtful: {
    frt: (known: string, of: string, invalid: string) =>
      `The first reply time is known for only ${known} of ${of} sessions (${invalid} cannot be right), so the service level and reply times are not shown.`,
    csi: (known: string, of: string, invalid: string) =>
      `Only ${known} of ${of} CSI ratings can be used (${invalid} cannot be right), so CSI is not shown.`,
    nps: (known: string, of: string, invalid: string) =>
      `Only ${known} of ${of} NPS ratings can be used (${invalid} cannot be right), so NPS is not shown.`,
  },
  tiles: {
    sl1: (target: string | null) => (target === null ? "Answered in time" : `Answered within ${target}`),
    lost_rate: "Lost",
    csi: "CSI",
    nps: "NPS",
    /** Beside the figure. */
    usually: (usual: string) => `usually ${usual}`,
    withLimits: (counts: string, low: string, high: string) => `${counts}; 95% sure: ${low} to ${high}`,
    satisfied: (share: string, low: string, high: string) => `ratings 4–5: ${share} (95% sure: ${low} to ${high})`,
  },
  ratings: plural({ one: "# rating", other: "# ratings" }),
  day: {
    /** What became of the sessions. */
    parts: {
      handled: (count: string) => `operators handled ${count}`,
      bot_only: (count: string) => `the bot alone closed ${count}`,
      lost: (count: string) => `lost ${count}`,
      unanswered: (count: string) => `unanswered ${count}`,
      waiting: (count: string) => `waiting ${count}`,
    },
    usually: (low: string, high: string) => `(usually ${low} to ${high})`,
    half: (time: string) => `Half of those who were answered got a first reply within ${time}`,
    most: (time: string) => `90% within ${time}`,
    without: (names: string) => `Not shown because of invalid values: ${names}.`,
    withoutNames: { frt: "SL and reply times", csi: "CSI", nps: "NPS" },
    noneAtAll: "No CSI or NPS: clients gave no ratings.",
    fewOfBoth: (csi: string, nps: string) => `Too few ratings: ${csi} for CSI and ${nps} for NPS.`,
    noRatings: (title: string) => `No ${title}: clients gave no ratings.`,
    fewRatings: (title: string): Plural => ({
      one: `# rating: too few for ${title}.`,
      other: `# ratings: too few for ${title}.`,
    }),
    /** What the figures are, below their tiles. */
    about: {
      lost: "Lost: no operator wrote, and TWIN marked the session as lost.",
      csi: "CSI is the mean rating as a percentage of its scale: 5\u00a0of\u00a05 is 100%.",
      nps: "NPS is the share of ratings 9–10 minus the share of ratings 0–6.",
    },
    cost: (total: string, each: string) => `Cost: ${total}, ${each} per session.`,
  },
  differs: (time: string) => `Where it differs from the ${time} before`,
  people: {
    talkTo: "Talk to",
    praise: "Praise",
    nobody: "Nobody is clearly behind the others; small differences may be chance.",
    tooFew: "Too few sessions to compare the operators.",
    onlyOne: "There is only one operator: nobody to compare with.",
    /** In the preheader. */
    talkToNames: (names: string) => `talk to: ${names}`,
    reasons: {
      nps: ({ value, counts, others }: ReasonSlots) => `NPS ${value} (${counts}; others ${others})`,
      csat_top_box: ({ value, counts, others }: ReasonSlots) =>
        `${value} of ratings were 4–5 (${counts}; others ${others})`,
      sl1: ({ value, counts, others, target }: ReasonSlots) =>
        `${value} ${target === null ? "in time" : `within ${target}`} (${counts}; others ${others})`,
      lost_rate: ({ value, counts, others }: ReasonSlots) => `${value} lost (${counts}; others ${others})`,
    },
  },
  hours: {
    heading: "By hour",
    span: (from: string, to: string) => `${from}–${to}\u00a0h`,
    peak: (span: string, sessions: string) => `Peak ${span}: ${sessions}.`,
    /** `fewest`: hours with fewer sessions are not compared. */
    slowest: (span: string, fewest: string, value: string, counts: string, target: string | null) =>
      `Slowest ${span} (of hours with ${fewest} sessions or more): ${value} ${target === null ? "in time" : `within ${target}`} (${counts}).`,
    slow: "Red: hours that were slower than average by more than chance.",
    /** In the preheader. */
    peakAt: (span: string) => `peak ${span}`,
  },
  operators: "Operators",
  operatorHeads: {
    name: "Operator",
    handled: "Handled",
    sl1: (target: string | null) => (target === null ? "In time" : `In ${target}`),
    csi: "CSI",
    nps: "NPS",
  },
  allOperators: "Total",
  fewSign: "– fewer than 10 ratings or sessions.",
  lowSign: "* 10 to 29: low precision.",
  lastOperator: "A session counts for its last operator.",
  /** Sessions that are in no operator's row. */
  notInRows: (parts: string) => `Not in the table: ${parts}.`,
  botOnly: plural({ one: "# bot-only session", other: "# bot-only sessions" }),
  noOperator: plural({ one: "# session without an operator", other: "# sessions without an operator" }),
  moreOperators: (handled: string): Plural => ({
    one: `# more operator (${handled}) is in the Excel file, sheet “Operators”.`,
    other: `# more operators (${handled}) are in the Excel file, sheet “Operators”.`,
  }),
  tooFewEach: plural({
    one: "# operator handled fewer than 10 sessions: too few to say anything.",
    other: "# operators handled sessions; none of them has 10, so it is too early to compare them.",
  }),
  data: "Data and files",
  complete: (received: string, ofDay: string, spam: string | null) =>
    `Data complete: ${received} received, ${ofDay} of this day${spam === null ? "" : `, ${spam} of them spam`}.`,
  nothingReceived: "No sessions were received.",
  notComplete: (received: string, declared: string) => `Received: ${received} of ${declared} sessions.`,
  late: plural({
    one: "# session appeared in TWIN after its day was counted; it is included.",
    other: "# sessions appeared in TWIN after their day was counted; they are included.",
  }),
  duplicates: plural({
    one: "TWIN sent # session twice; it is counted once.",
    other: "TWIN sent # sessions twice; each is counted once.",
  }),
  dropped: (reasons: string): Plural => ({
    one: `# session dropped: ${reasons}.`,
    other: `# sessions dropped: ${reasons}.`,
  }),
  /** A reason and its count. */
  reason: (reason: string, count: string) => `${reason} – ${count}`,
  badValues: plural({
    one: "# value in these sessions could not be used; see the Excel file.",
    other: "# values in these sessions could not be used; see the Excel file.",
  }),
  noBadData: "No errors in the data.",
  usualIs: (known: string, earlier: string) => `“Usual” is based on ${known} ${earlier}.`,
  dataAsOf: (moment: string) => `Data as of ${moment}.`,
  stillOpen: (moment: string): Plural => ({
    one: `Data as of ${moment}: # session was still open.`,
    other: `Data as of ${moment}: # sessions were still open.`,
  }),
  definitionsInWorkbook: "All figures and what they mean: Excel file, sheets “All figures” and “Data and definitions”.",
  attached: (names: string) => `Attached: ${names}.`,
  nothingAttached: "The files are too large for a mail; they are in the archive.",
  madeBy: (report: string, revision: string) => `Report “${report}”, version ${revision}.`,
  /** Where a file of the archive is: a path, or s3://bucket/key. */
  archived: (place: string) => `Archived: ${place}`,
};
