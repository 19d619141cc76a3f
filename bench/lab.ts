import { rmSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundleChildren } from "./bundle-children.ts";
import { grouped } from "./grouped.ts";
import type { Sample, Samples } from "./in-turn.ts";
import type { Row } from "./judge-row.ts";
import { runChild } from "./run-child.ts";
import { type BenchServer, startServer } from "./start-server.ts";

export type Settings = {
  /** How often each case is run. */
  readonly runs: number;
  /** The sizes of a small, a large and a huge day, in sessions. */
  readonly small: number;
  readonly large: number;
  readonly huge: number;
  /** The options of Node for the measured programs of the project. */
  readonly nodeFlags: readonly string[];
};

export type ServedDay = { readonly url: string; readonly folder: string };

/** What experiments share: the settings, a server, and days that are invented when they are first needed. */
export type Lab = {
  readonly settings: Settings;
  readonly server: BenchServer;
  readonly say: (line: string) => void;
  day(sessions: number): Promise<ServedDay>;
  /** Returns the path of a program of `bench/children`, bundled like the code of the function. */
  bundled(name: string): string;
  /** Runs a program with the project's Node options, and reads the JSON that it prints. */
  measure(script: string, args: readonly string[]): Promise<Sample>;
  /** Calls back with a folder that is removed afterwards. */
  inFolder<T>(work: (folder: string) => Promise<T>): Promise<T>;
  /** Stops the server and removes the days. */
  close(): void;
};

/** A part of the bench: what it measures, and the lines of the table that follow. */
export type Experiment = (lab: Lab) => Promise<{ readonly rows: readonly Row[]; readonly samples: Samples }>;

export async function openLab(settings: Settings, say: (line: string) => void): Promise<Lab> {
  const folder = await mkdtemp(join(tmpdir(), "daily-report-bench-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const interrupt = () => process.exit(130);
  // A day of a million sessions has more than a gigabyte, so it is removed even if the bench is interrupted.
  process.once("exit", remove);
  process.once("SIGINT", interrupt);
  const bundled = await bundleChildren(folder);
  const server = await startServer();
  const days = new Map<number, ServedDay>();

  async function invent(sessions: number): Promise<ServedDay> {
    const place = join(folder, String(sessions));
    say(`inventing ${grouped(sessions)} sessions`);
    await runChild({ command: process.execPath, args: [childScript("write-day.ts"), place, String(sessions)] });
    return { folder: place, url: await server.open(String(sessions), place) };
  }

  return {
    settings,
    server,
    say,
    bundled,
    async day(sessions) {
      const day = days.get(sessions) ?? (await invent(sessions));
      days.set(sessions, day);
      return day;
    },
    async measure(script, args) {
      await server.takeRequests();
      const { usage, output } = await runChild({
        command: process.execPath,
        args: [...settings.nodeFlags, script, ...args],
      });
      const requests = (await server.takeRequests()).length;
      return { ...usage, facts: { ...factsIn(output), requests } };
    },
    async inFolder(work) {
      const temporary = await mkdtemp(join(folder, "run-"));
      try {
        return await work(temporary);
      } finally {
        await rm(temporary, { recursive: true, force: true });
      }
    },
    close() {
      server.close();
      remove();
      process.off("exit", remove);
      process.off("SIGINT", interrupt);
    },
  };
}

export function childScript(name: string): string {
  return join(import.meta.dirname, "children", name);
}

/** The numbers of a printed JSON object; a program may print something else instead. */
export function factsIn(output: string): Record<string, number> {
  if (!output.startsWith("{")) return {};
  const facts = Object.entries(JSON.parse(output)).filter(
    (fact): fact is [string, number] => typeof fact[1] === "number",
  );
  return Object.fromEntries(facts);
}
