import { describe, expect, onTestFinished, test } from "vitest";
import { startEmulator } from "../../local/twin-emulator/start-emulator.ts";
import { withoutAws } from "./invoke-command.ts";
import { runCommand } from "./run-command.ts";

describe("npm run doctor with a TWIN login alone", () => {
  test("prints one line for each check, and exits with 1 if one does not hold", async () => {
    const emulator = await startEmulator({ sessions: [], email: "reader@example.com", password: "right" });
    onTestFinished(() => emulator.close());
    const doctor = (TWIN_PASSWORD: string) => {
      const twin = { TWIN_EMAIL: "reader@example.com", TWIN_PASSWORD };
      const urls = { TWIN_AUTH_URL: emulator.authUrl, TWIN_CHAT_URL: emulator.chatUrl };
      return runCommand("doctor.ts", [], { env: { ...withoutAws, ...twin, ...urls } });
    };

    const [right, wrong] = [await doctor("right"), await doctor("wrong")];

    expect([right.code, right.stderr]).toEqual([0, ""]);
    expect(right.stdout).toMatch(/^holds {4}the login is accepted .*\n.*\n\n5 hold, 0 fail, 1 could not be told\.\n$/s);
    expect([wrong.code, wrong.stderr]).toEqual([1, ""]);
    expect(wrong.stdout).toContain("FAILS    the login is accepted and answered with a token\n");
    expect(wrong.stdout).toContain("0 hold, 1 fail, 0 could not be told.");
  });

  test("says that there is no login", async () => {
    const { code, stderr } = await runCommand("doctor.ts", [], { env: withoutAws });

    expect(code).toBe(1);
    expect(stderr.trim()).toBe("There is no login to TWIN; set TWIN_EMAIL and TWIN_PASSWORD.");
  });
});
