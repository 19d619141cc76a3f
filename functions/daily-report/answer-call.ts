import { markTry, readTries } from "./delivery/day-tries.ts";
import { ReportError } from "./domain/report-error.ts";
import { withinTime } from "./out-of-time.ts";
import { type DayPlan, type Next, nextOf, planRuns } from "./plan-runs.ts";
import type { ReportDefinition } from "./report-definition.ts";
import { RunFailedError } from "./run-account.ts";
import type { RunAnswer } from "./run-answer.ts";
import { answerIfDone, type RunRequest, runReport, type World } from "./run-report.ts";
import { type Sharer, shareReadings } from "./share-readings.ts";

/**
 * `next`: there was no time for the rest of what was asked. To get it, send the event again with the fields of `next`; those
 * that are done are not read again.
 */
export type Answer = { readonly runs: readonly RunAnswer[]; readonly next?: Next };

/**
 * Reports of a day failed, or a schedule had no time for all of its reports; the message names them. If only one failed, `code`
 * is the code of its error.
 */
export class ReportsFailedError extends ReportError {
  override readonly name = "ReportsFailedError";
}

export type Call = {
  readonly definitions: readonly ReportDefinition[];
  readonly world: World;
  /** The same over all retries of one call. */
  readonly requestId: string;
  /** Milliseconds until the function is stopped. */
  readonly timeLeft: () => number;
};

/**
 * Runs the reports that an event asks for, one after the other. If a report fails, the other reports of that day still run, but
 * no further day is begun, and the call throws at its end.
 *
 * Before each report but the first it looks at the time. If there is not enough, it answers with `next`; a call of a schedule,
 * whose answer nobody reads, throws ReportsFailedError, so that the next try makes the rest.
 */
export async function answerCall(event: unknown, call: Call): Promise<Answer> {
  const { definitions, world, requestId, timeLeft } = call;
  const now = world.clock();
  const plans = planRuns(event, { definitions, now, requestId });
  const pace = openPace(timeLeft);
  const runs: RunAnswer[] = [];
  for (const plan of plans) {
    const day = await runDay(plan, call, pace);
    runs.push(...day.answers);
    const [first] = day.notBegun;
    const rest = first && nextOf(event, { date: plan.date, report: first.definition.id, now });
    if (day.failures.length > 0 || first?.skipIfDone) throw failureOf(plan, day, rest);
    if (rest) return { runs, next: rest };
  }
  return { runs };
}

/**
 * A further report is begun only if this much time is left, and twice the time of the longest report so far. Milliseconds.
 */
const LEAST_TIME = 120_000;

type Pace = {
  /** Whether there is time for a further report; always for the first, so that every call makes progress. */
  readonly mayBegin: () => boolean;
  readonly during: <T>(work: () => Promise<T>) => Promise<T>;
};

function openPace(timeLeft: () => number): Pace {
  let [begun, longest] = [0, 0];
  return {
    mayBegin: () => begun === 0 || timeLeft() >= Math.max(LEAST_TIME, 2 * longest),
    async during(work) {
      begun += 1;
      const left = timeLeft();
      try {
        return await work();
      } finally {
        longest = Math.max(longest, left - timeLeft());
      }
    },
  };
}

/** What became of the reports of a day. */
type Day = {
  readonly answers: readonly RunAnswer[];
  readonly failures: readonly unknown[];
  readonly notBegun: readonly RunRequest[];
};

async function runDay({ runs }: DayPlan, call: Call, pace: Pace): Promise<Day> {
  const { world, timeLeft } = call;
  const answers = new Map<RunRequest, RunAnswer>();
  const failures: unknown[] = [];
  const settle = async (request: RunRequest, work: () => Promise<RunAnswer | null>) => {
    try {
      const answer = await work();
      if (answer !== null) answers.set(request, answer);
      return answer === null;
    } catch (error) {
      failures.push(error);
      return false;
    }
  };
  const open: RunRequest[] = [];
  for (const request of runs) {
    const isOpen = await settle(request, () => withinTime(world, timeLeft, (within) => answerIfDone(request, within)));
    if (isOpen) open.push(request);
  }
  const ordered = await fewestTriesFirst(open, world);
  const shared = shareReadings(sharersOf(ordered.map(({ request }) => request)), world.scratch);
  const notBegun: RunRequest[] = [];
  for (const [index, { request, tries }] of ordered.entries()) {
    if (!pace.mayBegin()) {
      for (const rest of ordered.slice(index)) await shared.leave(rest.request.definition);
      notBegun.push(...ordered.slice(index).map((rest) => rest.request));
      break;
    }
    // What a report does not need for its mail, it may do only in its share of the time.
    const ownShare = () => timeLeft() / (ordered.length - index);
    const make = async () => {
      const run = withinTime(world, timeLeft, (within) =>
        runReport(request, { ...within, timeLeft: ownShare, shared }),
      );
      return (await run).answer;
    };
    await pace.during(() =>
      settle(request, () => (request.skipIfDone ? tryTo(make, { request, tries }, call) : make())),
    );
    await shared.leave(request.definition);
  }
  return { answers: runs.flatMap((request) => answers.get(request) ?? []), failures, notBegun };
}

type Tried = { readonly request: RunRequest; readonly tries: number };

/** What reports of weeks and months are made of is in the archive. A day is read again only by the run that makes its mail. */
function sharersOf(requests: readonly RunRequest[]): Sharer[] {
  return requests
    .filter(({ period }) => period === null)
    .map(({ definition, day, deliver, dryRun }) => ({
      definition,
      date: day.date,
      daysBefore: deliver === "daily" && !dryRun ? definition.restateDays : 0,
    }));
}

/**
 * The reports with the number of earlier tries of a schedule, those with fewer first and otherwise in their order: a report that
 * takes all the time of a call, or kills it, must not keep the others from their turn for ever.
 */
async function fewestTriesFirst(open: readonly RunRequest[], { archive }: World): Promise<Tried[]> {
  const tried: Tried[] = [];
  for (const request of open) {
    // A damaged mark keeps nobody from their report.
    const marked = request.skipIfDone ? await readTries(archive, refOf(request)).catch(() => null) : null;
    tried.push({ request, tries: marked?.tries ?? 0 });
  }
  return tried.sort((a, b) => a.tries - b.tries);
}

/** A run leaves 30 s before the end of the call; of these the mark of its failure may take some. Milliseconds. */
const MARK_MS = 15_000;

/** Makes the report for a schedule: marks the try before it, and the code of the error after a failure. */
async function tryTo(
  make: () => Promise<RunAnswer>,
  { request, tries }: Tried,
  { world, timeLeft }: Call,
): Promise<RunAnswer> {
  const tried = { tries: tries + 1, at: new Date(world.clock()).toISOString() };
  // The mark says less than the answer or the error, and must not replace it.
  const mark = (error: string | null) =>
    withinTime(
      world,
      () => timeLeft() + MARK_MS,
      ({ archive }) => markTry(archive, refOf(request), { ...tried, error }),
    ).catch(() => {});
  await mark(null);
  try {
    return await make();
  } catch (error) {
    await mark(error instanceof ReportError ? error.code : "UNEXPECTED");
    throw error;
  }
}

function refOf({ definition, day }: RunRequest) {
  return { report: definition.id, date: day.date };
}

/** The error of a single run as it is; otherwise one error for all. Each message names its report and day. */
function failureOf({ runs }: DayPlan, { failures, notBegun, answers }: Day, rest: Next | undefined): unknown {
  if (runs.length === 1) return failures[0];
  const own = failures.filter((failure) => failure instanceof ReportError);
  const told = own.slice(0, MOST_TOLD).map(({ message }) => message);
  const list = own.flatMap((failure) =>
    failure instanceof RunFailedError ? [`${failure.report} of ${failure.day} (${failure.code})`] : [],
  );
  const all = own.length > 1 ? [`${own.length} of ${runs.length} reports failed: ${list.join(", ")}.`] : [];
  const done = answers.length > 0 ? [`${answers.length} of ${runs.length} reports of that day are done.`] : [];
  const late = notBegun.length > 0 ? [notBegunSentence(notBegun, rest)] : [];
  const code = failures.length === 1 ? (own[0]?.code ?? "REPORTS_FAILED") : "REPORTS_FAILED";
  return new ReportsFailedError(code, [...all, ...told, ...done, ...late].join(" "));
}

/** So many messages are told in full; the others only by report, day and code. */
const MOST_TOLD = 3;

function notBegunSentence(notBegun: readonly RunRequest[], rest: Next | undefined): string {
  const first = notBegun[0]?.definition.id ?? "";
  const what = `There was no time for ${notBegun.length} reports, the first of them ${first};`;
  if (notBegun[0]?.skipIfDone) return `${what} the next try makes them.`;
  return `${what} to make them, send the event again with ${JSON.stringify(rest)}.`;
}
