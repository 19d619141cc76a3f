import { randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { answerCall } from "../../functions/daily-report/answer-call.ts";
import { createFolderArchiveStore } from "../../functions/daily-report/archive/folder-archive-store.ts";
import { createScratchSpace } from "../../functions/daily-report/archive/scratch-space.ts";
import { runIdAt } from "../../functions/daily-report/delivery/run-id.ts";
import { createdAtOf } from "../../functions/daily-report/domain/session.ts";
import { createOutboxMailer } from "../../functions/daily-report/mail/outbox-mailer.ts";
import type { ArchiveStore, Operations } from "../../functions/daily-report/ports.ts";
import type { World } from "../../functions/daily-report/run-report.ts";
import { createTwinSessionSource } from "../../functions/daily-report/twin/twin-session-source.ts";
import { definitionOf, plainDrawings } from "../plain-story.ts";
import { withMoments } from "./killing-world.ts";

/** The task of a child process. */
export type Plan = {
  readonly twin: { readonly authUrl: string; readonly chatUrl: string };
  /** The folder of the outbox, and of the archive if there is no bucket. */
  readonly folder: string;
  readonly bucket: { readonly endpoint: string; readonly name: string } | null;
  readonly event: object;
  /** Run one after the other; `later` is added to the present time, in milliseconds. */
  readonly calls: readonly { readonly requestId: string; readonly later: number }[];
  /** The number of the moment at which the process kills itself, from 1; null for never. */
  readonly dieAt: number | null;
};

/** What the process reports of each call at its end, if it is still alive. */
export type Story = {
  readonly statuses: readonly string[];
  readonly error: string | null;
  readonly moments: number;
  readonly repeats: number;
};

/** The file with the name of the moment at which the process died. */
export const lastMoment = "last-moment.txt";

/** One call of the function, in which the process may die. */
async function runOnce(plan: Plan, { requestId, later }: Plan["calls"][number]): Promise<Story> {
  let moments = 0;
  let repeats = 0;
  const measure: Operations["measure"] = (_, { PossibleRepeats = 0 }) => {
    repeats += PossibleRepeats;
  };
  const world = withMoments(await openWorld(plan, later, { log: () => {}, measure }), (name) => {
    moments += 1;
    if (moments !== plan.dieAt) return;
    writeFileSync(join(plan.folder, lastMoment), name);
    process.kill(process.pid, "SIGKILL");
  });
  const call = { definitions: [definitionOf()], world, requestId, timeLeft: () => 900_000 };
  const outcome = await answerCall(plan.event, call).then(
    ({ runs }) => ({ statuses: runs.map(({ status }) => status), error: null }),
    (error: Error) => ({ statuses: [], error: `${error.name}: ${error.message}` }),
  );
  return { ...outcome, moments, repeats };
}

/** The real adapters, except the drawings, which would only take time. */
async function openWorld(plan: Plan, later: number, operations: Operations): Promise<World> {
  const clock = () => Date.now() + later;
  const credentials = async () => ({ email: "demo@example.com", password: "demo" });
  return {
    source: createTwinSessionSource({ ...plan.twin, credentials, clock, instantOf: createdAtOf }),
    archive: await openArchive(plan),
    mailer: createOutboxMailer(join(plan.folder, "outbox")),
    drawings: plainDrawings,
    scratch: createScratchSpace({ root: scratchRoot(plan), operations, clock }),
    clock,
    pause: async () => {},
    operations,
    stage: "test",
    newRunId: () => runIdAt(clock(), randomUUID().slice(0, 8)),
  };
}

/** The folder of the scratch space, which every call of the plan's folder shares. */
export function scratchRoot({ folder }: Pick<Plan, "folder">): string {
  return join(folder, "scratch");
}

async function openArchive({ bucket, folder }: Plan): Promise<ArchiveStore> {
  if (bucket === null) return createFolderArchiveStore(join(folder, "archive"));
  // Imported only if needed, because loading takes long.
  const { openBucket } = await import("../archive/open-bucket.ts");
  return openBucket(bucket);
}

const [, , told] = process.argv;
if (told !== undefined && process.send) {
  const plan: Plan = JSON.parse(told);
  const stories: Story[] = [];
  for (const call of plan.calls) stories.push(await runOnce(plan, call));
  process.send(stories, () => process.exit());
}
