import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** A mail as the SES double read it, with its own MIME parser; `content` is in Base64. */
export type ReadEmail = {
  from: string;
  replyTo: string[];
  destination: { to: string[]; cc: string[]; bcc: string[] };
  subject: string;
  body: { text?: string; html?: string };
  attachments: { filename?: string; contentType: string; content: string }[];
};

/** A local SES double in a separate process. It accepts and keeps every mail, and forwards none. */
export type LocalSes = {
  endpoint: string;
  emails(): Promise<ReadEmail[]>;
  clear(): Promise<void>;
  stop(): Promise<void>;
};

const require = createRequire(import.meta.url);
const program = join(dirname(require.resolve("aws-ses-v2-local")), "cli.js");

/** Starts the double on a free port of 127.0.0.1; rejects if it exits before it listens. */
export async function startLocalSes(): Promise<LocalSes> {
  const server = spawn(process.execPath, [program, "--host", "127.0.0.1", "--port", "0"], {
    stdio: ["ignore", "pipe", "pipe"],
    // No other variables: one of this machine could make it forward the mails.
    env: { PATH: process.env.PATH },
  });
  const ended = once(server, "exit");
  const endpoint = `http://127.0.0.1:${await portOf(server)}`;
  return {
    endpoint,
    async emails() {
      const answer = await fetch(`${endpoint}/store`);
      return ((await answer.json()) as { emails: ReadEmail[] }).emails;
    },
    async clear() {
      await fetch(`${endpoint}/clear-store`, { method: "POST" });
    },
    async stop() {
      server.kill();
      await ended;
    },
  };
}

function portOf(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = "";
    const listen = (chunk: Buffer) => {
      output += chunk.toString();
      const [, port] = /server running at http:\/\/\S+:(\d+)/.exec(output) ?? [];
      if (port !== undefined) resolve(port);
    };
    server.stdout?.on("data", listen);
    server.stderr?.on("data", listen);
    server.once("exit", (code) =>
      reject(new Error(`aws-ses-v2-local ended with ${code} before it listened:\n${output}`)),
    );
  });
}
