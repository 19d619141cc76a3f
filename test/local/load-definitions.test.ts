import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadSandbox } from "../../local/load-definitions.ts";
import { emptyFolder } from "../story-world.ts";

async function fileOf(content: unknown): Promise<string> {
  const file = join(await emptyFolder(), "cdk.json");
  await writeFile(file, JSON.stringify(content));
  return file;
}

describe("loadSandbox", () => {
  test("takes the setting of the stage, else that of all stages", async () => {
    const file = await fileOf({
      context: { reports: [], sandbox: true, stages: { dev: { sandbox: false }, test: {} } },
    });

    expect(["prod", "dev", "test"].map((stage) => loadSandbox(file, stage))).toEqual([true, false, true]);
  });

  test.each([
    ["an array of reports", []],
    ["no setting", { context: { reports: [] } }],
  ])("is false for %s", async (_, content) => {
    expect(loadSandbox(await fileOf(content), "prod")).toBe(false);
  });

  test("refuses a wrong value", async () => {
    const file = await fileOf({ context: { reports: [], sandbox: "yes" } });

    expect(() => loadSandbox(file, "prod")).toThrow('sandbox is "yes"; it must be true or false.');
  });
});
