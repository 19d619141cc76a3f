import { expect, test } from "vitest";
import { type ChildRun, runChild } from "../../bench/run-child.ts";

function runScript(script: string): Promise<ChildRun> {
  return runChild({ command: process.execPath, args: ["--input-type=module", "--eval", script] });
}

/** Works until the process has used 0.3 seconds of CPU more. */
const work = "const before = process.cpuUsage(); while (process.cpuUsage(before).user < 300_000) Math.sqrt(2);";

test("the CPU time and the peak memory of a program are at least what it surely used", async () => {
  const { usage, output } = await runScript(`
    ${work}
    const held = new Uint8Array(200 << 20).fill(1);
    console.log(held.length);
  `);

  expect(output).toBe("209715200\n");
  expect(usage.cpu).toBeGreaterThan(0.3);
  expect(usage.peak).toBeGreaterThan(200);
});

test("a process of Node that the program starts is counted, and so is a thread", async () => {
  const { usage } = await runScript(`
    import { execFileSync } from "node:child_process";
    import { Worker } from "node:worker_threads";
    execFileSync(process.execPath, ["--eval", ${JSON.stringify(work)}]);
    new Worker(${JSON.stringify(work)}, { eval: true });
  `);

  expect(usage.cpu).toBeGreaterThan(0.6);
});

test.runIf(process.platform === "linux")("the memory of the process that measures is not counted", async () => {
  const held = new Uint8Array(300 << 20).fill(1);
  const { usage } = await runScript("");

  expect(held.length).toBeGreaterThan(300e6);
  expect(usage.peak).toBeLessThan(200);
});

test("a program that fails gives no figures", async () => {
  await expect(runScript("process.exit(3)")).rejects.toMatchObject({ code: 3 });
});
