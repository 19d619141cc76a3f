import { inject } from "vitest";
import type { Synthesis } from "./serve-synthesis.ts";

/** Returns the synthesized app with its bundled code, the same for all test files of a run. The first call takes some seconds. */
export async function synthesizedApp(): Promise<Synthesis> {
  const answer = await fetch(inject("synthesisUrl"));
  if (!answer.ok) throw new Error(`The app could not be synthesized: ${await answer.text()}`);
  return (await answer.json()) as Synthesis;
}
