import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { report } from "../cdk/report-settings.ts";
import { type Ended, runApp } from "./run-app.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The address from which test files get the synthesized app: see synthesized-app.ts. */
    synthesisUrl: string;
  }
}

/** How the app ended, the folder of the stack, and the reports that the app was given. */
export type Synthesis = Ended & { readonly outdir: string; readonly reports: readonly object[] };

/**
 * The global set-up of Vitest for the slow tests. It synthesizes the app and bundles its code once for all test files, although
 * they run in several processes. It starts at the first request, so other runs cost nothing. Watch mode repeats it at each rerun.
 */
export default async function serveSynthesis(project: TestProject): Promise<() => Promise<void>> {
  const folders: string[] = [];
  let synthesis: Promise<Synthesis> | null = null;
  const synthesize = async (): Promise<Synthesis> => {
    const outdir = await mkdtemp(join(tmpdir(), "cdk it's $HOME-"));
    folders.push(outdir);
    const reports = oddReports();
    const { code, stdout, stderr } = await runApp({ reports }, outdir);
    return { ...(code !== undefined && { code }), stdout, stderr, outdir, reports };
  };
  const server = createServer(async (_, response) => {
    synthesis ??= synthesize();
    await synthesis.then(
      (answer) => response.end(JSON.stringify(answer)),
      (error) => response.writeHead(500).end(String(error)),
    );
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  project.provide("synthesisUrl", `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  project.onTestsRerun(async () => {
    synthesis = null;
  });
  return async () => {
    server.close();
    server.closeAllConnections();
    await synthesis;
    await Promise.all(folders.map((folder) => rm(folder, { recursive: true })));
  };
}

/** Many reports, with titles that a shell or a template might change. */
function oddReports(): readonly object[] {
  const odd = `It's "$HOME" \`id\` $(id) \\ %PATH% & | > < * ; ! # Отчёт 日報 👍`;
  const sender = "reports@example.com";
  const daily = Array.from({ length: 59 }, (_, number) =>
    report({ id: `r-${number}`, title: `${odd} ${number}`, sender }),
  );
  return [...daily, { id: "weekly", title: odd, period: "week", of: "r-0" }];
}
