import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

export type ToServer = {
  readonly open?: { readonly name: string; readonly folder: string };
  readonly latencyMs?: number;
};

/** The first message has the address; each answer has the paths of the requests for sessions since the answer before. */
export type FromServer = { readonly url?: string; readonly requests?: readonly string[] };

/** The TWIN API in another process, whose CPU and memory are not measured. */
export type BenchServer = {
  /** Serves a day file and returns its base address. */
  open(name: string, folder: string): Promise<string>;
  /** Delays every answer. */
  delay(latencyMs: number): Promise<void>;
  /** Returns the addresses of the requests for sessions since the last call. */
  takeRequests(): Promise<string[]>;
  close(): void;
};

export async function startServer(): Promise<BenchServer> {
  const child = fork(join(import.meta.dirname, "children", "serve-days.ts"), [], { execArgv: [] });
  const next = async (): Promise<FromServer> => (await once(child, "message"))[0];
  const { url = "" } = await next();
  const ask = async (message: ToServer): Promise<readonly string[]> => {
    const answer = next();
    child.send(message);
    return (await answer).requests ?? [];
  };
  return {
    async open(name, folder) {
      await ask({ open: { name, folder } });
      return `${url}/${name}`;
    },
    async delay(latencyMs) {
      await ask({ latencyMs });
    },
    takeRequests: async () => (await ask({})).map((path) => new URL(path, url).href),
    close: () => child.disconnect(),
  };
}
