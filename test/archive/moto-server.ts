import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { type ProxyServer, startProxy } from "./proxy.ts";

/** A local imitation of AWS. */
export type MotoServer = ProxyServer;

/**
 * Starts moto on a free port of 127.0.0.1, in a process of its own; rejects when it ends before it listens. Before it stands a
 * gate that lets conditional writes of one key in one after the other, as S3 has it: moto itself looks for the object first and
 * writes it then, so that of four writers at once two win in about 4 of 1000 races.
 */
export async function startMotoServer(): Promise<MotoServer> {
  const server = spawn("moto_server", ["-H", "127.0.0.1", "-p", "0"], { stdio: ["ignore", "ignore", "pipe"] });
  const ended = once(server, "exit");
  const gate = await startGate(await addressOf(server));
  return {
    endpoint: gate.endpoint,
    async stop() {
      await gate.stop();
      server.kill();
      await ended;
    },
  };
}

/** What an AWS client needs to talk to a server that is not AWS. */
export function clientOptions(endpoint: string) {
  return { endpoint, region: "eu-central-1", credentials: { accessKeyId: "test", secretAccessKey: "test-secret" } };
}

function startGate(target: string): Promise<ProxyServer> {
  const lines = new Map<string, Promise<void>>();
  return startProxy(target, ({ url = "", headers }, pass) => {
    const before = headers["if-none-match"] === undefined ? undefined : lines.get(url);
    const turn = before === undefined ? pass() : before.then(() => pass());
    if (headers["if-none-match"] !== undefined) lines.set(url, turn);
  });
}

function addressOf(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = "";
    server.stderr?.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(output);
      if (address !== null) resolve(address[0]);
    });
    server.once("exit", (code) => reject(new Error(`moto_server ended with ${code} before it listened:\n${output}`)));
  });
}
