import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readStackSettings } from "../../cdk/stack-settings.ts";
import { emptyFolder } from "../story-world.ts";

/** Reads settings that are right, with these holidays of the report. */
function settingsWith(holidays: unknown) {
  const context: Record<string, unknown> = {
    reports: [{ id: "support", zone: "Europe/Moscow", holidays }],
    alarmEmail: "none",
    twinAuthUrl: "https://iam.twin24.ai/api/v1/auth",
    twinChatUrl: "https://chat-api.twin24.ai/api/v1",
  };
  return readStackSettings((key) => context[key]);
}

test("the stack gives the function the dates of a file of holidays", async () => {
  const file = join(await emptyFolder(), "ru.txt");
  await writeFile(file, "2026-05-09\n2026-01-01 # New Year\n");

  expect(settingsWith(file).definitions[0]?.holidays).toEqual(["2026-01-01", "2026-05-09"]);
});

test("the stack refuses a file of holidays that is not beside cdk.json", () => {
  expect(() => settingsWith("no/such-file.txt")).toThrow(
    'cdk.json: report "support": holidays is "no/such-file.txt"; it must be the path of a readable file',
  );
});
