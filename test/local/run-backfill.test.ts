import { describe, expect, test } from "vitest";
import type { BackfillPlan } from "../../functions/daily-report/backfill-steps.ts";
import { parseRequest } from "../../functions/daily-report/report-request.ts";
import type { BackfillState, BackfillWorkflow } from "../../local/backfill-workflow.ts";
import { runBackfill } from "../../local/run-backfill.ts";

const now = Date.parse("2026-03-03T04:30:00.123Z");
const plan = { from: "2026-02-01", to: "2026-03-02" };
const ID = "2026-02-01.2026-03-02.20260303T043000123Z";
const done: BackfillState = { status: "done", message: "All done.", notMade: 0 };
const half: BackfillState = { status: "running", total: 30, done: 14, failed: 1 };

/** A workflow in which these are running, and whose states follow each other. */
function workflowOf(states: readonly BackfillState[], running: readonly string[] = []) {
  const started: { id: string; plan: BackfillPlan }[] = [];
  const asked: string[] = [];
  const workflow: BackfillWorkflow = {
    running: async () => [...running],
    start: async (id, plan) => void started.push({ id, plan }),
    state: async (id) => states[Math.min(asked.push(id), states.length) - 1] ?? done,
  };
  return { workflow, started, asked };
}

function run(workflow: BackfillWorkflow, { wait = true, plan: asked = plan as BackfillPlan } = {}) {
  const seen: BackfillState[] = [];
  const result = runBackfill(asked, workflow, {
    ...{ now, wait },
    pause: async () => {},
    onState: (state) => void seen.push(state),
  });
  return { result, seen };
}

describe("npm run backfill", () => {
  test("starts the plan under a name of its own, which the function accepts", async () => {
    const { workflow, started } = workflowOf([half]);

    expect(await run(workflow, { wait: false }).result).toEqual({ id: ID, state: half, isNew: true });
    expect(started).toEqual([{ id: ID, plan }]);
    expect(() => parseRequest({ backfill: ID, plan })).not.toThrow();
  });

  test("waits until the end if it is asked to, and shows each state", async () => {
    const { workflow, asked } = workflowOf([half, half, done]);
    const { result, seen } = run(workflow);

    expect(await result).toEqual({ id: ID, state: done, isNew: true });
    expect(seen).toEqual([half, half]);
    expect(asked).toEqual([ID, ID, ID]);
  });

  test("joins one of the same plan that is running, and starts no second one", async () => {
    const earlier = "2026-02-01.2026-03-02.20260303T040000000Z";
    const { workflow, started } = workflowOf([half], ["made-by-hand", earlier]);

    expect(await run(workflow, { wait: false }).result).toEqual({ id: earlier, state: half, isNew: false });
    expect(started).toEqual([]);
  });

  test.each([
    [{ ...plan, report: "support" }],
    [{ ...plan, again: true }],
    [{ ...plan, to: "2026-03-01" }],
    [{ ...plan, report: "again" }],
  ])("starts %j although one of the plain plan is running, and the other way round", async (other) => {
    const first = workflowOf([half], [ID]);
    await run(first.workflow, { wait: false, plan: other }).result;
    const id = first.started[0]?.id ?? "";
    const second = workflowOf([half], [id]);
    await run(second.workflow, { wait: false }).result;

    expect([first.started.length, second.started.length]).toEqual([1, 1]);
    expect(id).not.toBe(ID);
  });

  test("has names of at most 80 characters, different for reports with long ids", async () => {
    const ids = [];
    for (const end of ["a", "b"]) {
      const { workflow, started } = workflowOf([half]);
      const long = { ...plan, report: `${"r".repeat(62)}${end}`, again: true };
      await run(workflow, { wait: false, plan: long }).result;
      ids.push(started[0]?.id ?? "");
    }

    expect(ids.map((id) => id.length <= 80)).toEqual([true, true]);
    expect(new Set(ids).size).toBe(2);
  });

  test("fails with the reason if the backfill ended early", async () => {
    const { workflow } = workflowOf([half, { status: "ended early", reason: "There is no report." }]);

    await expect(run(workflow).result).rejects.toThrow(
      `The backfill ${ID} ended early: There is no report. What is made is kept; to go on, give the same command again.`,
    );
  });
});
