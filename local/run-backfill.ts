import { createHash } from "node:crypto";
import type { BackfillPlan } from "../functions/daily-report/backfill-steps.ts";
import type { BackfillState, BackfillWorkflow } from "./backfill-workflow.ts";
import { InvocationError } from "./invocation-failure.ts";

export type BackfillRun = { readonly id: string; readonly state: BackfillState; readonly isNew: boolean };

export type Patience = {
  /** Whether to wait for the end. */
  readonly wait: boolean;
  readonly pause: () => Promise<void>;
  readonly onState: (state: BackfillState, id: string) => void;
};

/**
 * Starts the backfill, or joins one of the same plan that is running. Returns its state, at its end if `wait` is set. Throws
 * InvocationError.
 */
export async function runBackfill(
  plan: BackfillPlan,
  workflow: BackfillWorkflow,
  { now, wait, pause, onState }: Patience & { readonly now: number },
): Promise<BackfillRun> {
  const joined = (await workflow.running()).find((id) => id.slice(0, id.lastIndexOf(".")) === planName(plan));
  const id = joined ?? `${planName(plan)}.${new Date(now).toISOString().replaceAll(/[-:.]/g, "")}`;
  if (joined === undefined) await workflow.start(id, plan);
  for (;;) {
    const state = await workflow.state(id);
    if (state.status === "ended early") {
      throw new InvocationError(
        "BACKFILL_ENDED",
        `The backfill ${id} ended early: ${state.reason} What is made is kept; to go on, give the same command again.`,
      );
    }
    if (state.status === "done" || !wait) return { id, state, isNew: joined === undefined };
    onState(state, id);
    await pause();
  }
}

const LONGEST_REPORT = 30;

/** The ids of all backfills of a plan without the time of their start, with which they have at most 80 characters. */
function planName({ from, to, report, again }: BackfillPlan): string {
  const parts = [from, to, ...(report === undefined ? [] : [shortened(report)]), ...(again ? ["_again"] : [])];
  return parts.join(".");
}

function shortened(report: string): string {
  if (report.length <= LONGEST_REPORT) return report;
  const hash = createHash("sha256").update(report).digest("hex").slice(0, 8);
  return `${report.slice(0, LONGEST_REPORT - hash.length - 1)}-${hash}`;
}
