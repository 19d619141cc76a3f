import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

/** A local imitation of AWS, in a process of its own. */
export type MotoServer = { endpoint: string; stop(): Promise<void> };

/** Starts moto on a free port of 127.0.0.1; rejects when it ends before it listens. */
export async function startMotoServer(): Promise<MotoServer> {
  const server = spawn("moto_server", ["-H", "127.0.0.1", "-p", "0"], { stdio: ["ignore", "ignore", "pipe"] });
  const ended = once(server, "exit");
  return {
    endpoint: await addressOf(server),
    async stop() {
      server.kill();
      await ended;
    },
  };
}

/** What an AWS client needs to talk to a server that is not AWS. */
export function clientOptions(endpoint: string) {
  return { endpoint, region: "eu-central-1", credentials: { accessKeyId: "test", secretAccessKey: "test-secret" } };
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
