import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { type ProxyServer, startProxy } from "./proxy.ts";

/** A local imitation of AWS. */
export type MotoServer = ProxyServer;

/**
 * Starts moto in a child process on a free port of 127.0.0.1; rejects if it exits before it listens. A proxy in front of it runs
 * conditional writes of one key one after the other, as S3 does. Without the proxy, two of four parallel writers succeed in about
 * 4 of 1000 races, because moto checks for the object and writes it in two steps.
 * `ownCalls`: the address of this machine at which moto itself calls AWS when it executes a state machine; by default moto's.
 */
export async function startMotoServer({ ownCalls }: { ownCalls?: string | undefined } = {}): Promise<MotoServer> {
  const server = spawn("moto_server", ["-H", "127.0.0.1", "-p", "0"], {
    stdio: ["ignore", "ignore", "pipe"],
    env: ownCalls === undefined ? process.env : { ...process.env, MOTO_PORT: new URL(ownCalls).port },
  });
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

/** Returns the options of an AWS client for a local server. */
export function clientOptions(endpoint: string) {
  return { endpoint, region: "eu-central-1", credentials: { accessKeyId: "test", secretAccessKey: "test-secret" } };
}

function startGate(target: string): Promise<ProxyServer> {
  const lastWrites = new Map<string, Promise<void>>();
  return startProxy(target, ({ url = "", headers }, pass) => {
    const before = headers["if-none-match"] === undefined ? undefined : lastWrites.get(url);
    const done = before === undefined ? pass() : before.then(() => pass());
    if (headers["if-none-match"] !== undefined) lastWrites.set(url, done);
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
