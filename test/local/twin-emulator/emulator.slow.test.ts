import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compileCache } from "../../compile-cache.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "emulator-"));
  await writeFile(join(folder, "two.ndjson"), '{"id":"a","createdAt":"2026-03-02T10:00:00Z"}\n{"id":"b"}\n');
  await writeFile(join(folder, "bad.ndjson"), '{"id":"a"}\n{"name":"Secret Name"\n');
});
afterAll(() => rm(folder, { recursive: true }));

function start(...args: string[]): ChildProcess {
  const program = join(import.meta.dirname, "../../../local/emulator.ts");
  return spawn(process.execPath, [program, ...args], { env: { ...process.env, ...compileCache } });
}

/** Runs a command to its end; returns its exit code and output. */
async function outcome(...args: string[]) {
  const child = start(...args);
  const output = { code: 0, stdout: "", stderr: "" };
  child.stdout?.on("data", (text) => {
    output.stdout += text;
  });
  child.stderr?.on("data", (text) => {
    output.stderr += text;
  });
  [output.code] = await once(child, "close");
  return output;
}

/** Returns what the command prints until it is ready. */
async function greeting(child: ChildProcess): Promise<string> {
  let text = "";
  for await (const chunk of child.stdout ?? []) {
    text += chunk;
    if (text.includes("Ctrl+C")) break;
  }
  return text;
}

describe("the emulator command", () => {
  test.each(["SIGINT", "SIGTERM"] as const)("serves a file until %s, then exits with 0", async (signal) => {
    const child = start(
      "--port",
      "0",
      "--data",
      join(folder, "two.ndjson"),
      "--email",
      "a@example.com",
      "--password",
      "p",
    );
    const [, url] = /2 sessions at (http:\/\/127\.0\.0\.1:\d+);/.exec(await greeting(child)) ?? [];
    const login = { method: "POST", body: JSON.stringify({ email: "a@example.com", password: "p", ttl: 60 }) };
    const { authToken } = (await (await fetch(`${url}/api/v1/auth/login`, login)).json()) as { authToken: string };
    const headers = { authorization: `Bearer ${authToken}` };
    expect(await (await fetch(`${url}/api/v1/sessions?fields=id`, { headers })).json()).toEqual({
      count: 2,
      items: [{ id: "b" }, { id: "a" }],
    });
    child.kill(signal);
    expect(await once(child, "close")).toEqual([0, null]);
  });

  test("serves a saved page and says that the file is incomplete", async () => {
    const page = join(folder, "page.json");
    await writeFile(page, '{"count": 1220, "items": [{"id": "a", "createdAt": "2026-03-02T10:00:00Z"}]}');
    const child = start("--port", "0", "--data", page);
    const text = await greeting(child);
    child.kill("SIGTERM");
    await once(child, "close");
    expect(text).toMatch(/^The file holds only 1 of 1,220 sessions: .*\n1 sessions at http/);
  });

  test("invents yesterday without --data and prints the seed", async () => {
    const child = start("--port", "0");
    const text = await greeting(child);
    child.kill("SIGTERM");
    await once(child, "close");
    expect(text).toMatch(/^Invented \d{4}-\d\d-\d\d \(Europe\/Moscow\) from seed \d{8}\.\n\d{4} sessions at http/);
    expect(text).toContain('"email":"demo@example.com","password":"demo"');
  });

  test("prints all options for --help", async () => {
    const { code, stdout } = await outcome("--help");
    expect(code).toBe(0);
    for (const option of ["--data", "--port", "--email", "--password"]) expect(stdout).toContain(option);
  });

  test.each([
    [["--port", "99999"], '--port "99999" is not a port; give a whole number from 0 to 65535.'],
    [["--port", "http"], '--port "http" is not a port; give a whole number from 0 to 65535.'],
    [["--prot", "1"], "Unknown option '--prot'; --help lists the options."],
    [["8080"], "Unexpected argument '8080'; --help lists the options."],
    [["--data"], "Option '--data <value>' argument missing; --help lists the options."],
    [["--data", ""], "The path of the session file is empty; name a file of TWIN items, plain or gzipped."],
  ])("prints one sentence and exits with 1 for %j", async (args, sentence) => {
    expect(await outcome(...args)).toEqual({ code: 1, stdout: "", stderr: `${sentence}\n` });
  });

  test("names the invalid line of a file", async () => {
    const { code, stderr } = await outcome("--data", join(folder, "bad.ndjson"));
    expect(code).toBe(1);
    expect(stderr).toMatch(/^bad\.ndjson: line 2 is not JSON; expected TWIN items .*\n$/);
  });

  test("prints an error if its port is taken", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as AddressInfo;
    const { code, stderr } = await outcome("--port", String(port), "--data", join(folder, "two.ndjson"));
    other.close();
    expect([code, stderr]).toEqual([1, `Port ${port} is taken; choose another with --port, or 0 for any free port.\n`]);
  });
});
