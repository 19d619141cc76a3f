import { expect, test } from "vitest";
import { awsWorld } from "../functions/daily-report/composition.ts";
import { environmentNames } from "../functions/daily-report/environment.ts";
import { sharedWorld } from "../functions/daily-report/shared-world.ts";
import { definitionOf } from "./plain-story.ts";
import { day, settings } from "./session-rows.ts";
import { storyWorld } from "./story-world.ts";

const operations = { log: () => {}, measure: () => {} };
const access = {
  authUrl: "http://127.0.0.1:9",
  chatUrl: "http://127.0.0.1:9",
  credentials: async () => ({ email: "", password: "" }),
};

test("the key of the pseudonyms is read only if a report masks its clients", async () => {
  let asked = 0;
  const maskKey = async () => {
    asked += 1;
    return "0123456789abcdef";
  };
  const { drawings } = sharedWorld(access, maskKey, operations);
  const folder = await (await storyWorld()).scratch.open();

  const openTable = async (personalData: string) => {
    const table = await drawings.sessionTable(definitionOf({ personalData }), day, settings, folder);
    await table.abort();
  };

  await openTable("keep");
  await openTable("drop");
  expect(asked).toBe(0);
  await openTable("mask");
  expect(asked).toBe(1);
});

test("run ids are unique and sort by time", () => {
  const { newRunId } = sharedWorld(access, async () => "", operations);
  const names = Array.from({ length: 1000 }, newRunId);

  expect(new Set(names).size).toBe(1000);
  expect(names.every((name) => /^\d{8}T\d{6}Z-[0-9a-f]{8}$/.test(name))).toBe(true);
});

test("awsWorld throws and names the variable that is missing from the environment", () => {
  expect(() => awsWorld({})).toThrow(`The environment variable ${environmentNames.reportBucket} is not set`);
});

test("awsWorld knows the stage of the stack", () => {
  const names = Object.values(environmentNames).map((name) => [name, "x"]);
  const urls = { [environmentNames.twinAuthUrl]: access.authUrl, [environmentNames.twinChatUrl]: access.chatUrl };

  expect(awsWorld({ ...Object.fromEntries(names), ...urls, [environmentNames.stage]: "dev" }).stage).toBe("dev");
});
