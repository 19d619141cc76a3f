import { describe, expect, test } from "vitest";
import { markFolder, sentKey } from "../../functions/daily-report/delivery/archive-layout.ts";
import { haveTheMail, recipientHash } from "../../functions/daily-report/delivery/mailed-readers.ts";
import { storyWorld } from "../story-world.ts";

const ref = { report: "support", date: "2026-03-02" };

/** A ledger in which each address has the mail of the delivery before it. */
async function ledgerOf(...mails: [delivery: string, address: string][]) {
  const { archive } = await storyWorld();
  for (const [delivery, address] of mails) {
    await archive.put(
      sentKey(markFolder(ref, delivery, recipientHash(address))),
      Buffer.from("{}"),
      "application/json",
    );
  }
  return archive;
}

test("a recipient has one name in the ledger, in upper and in lower case", () => {
  expect(recipientHash("a@example.com")).toBe("08168cd80dfd534ab0f10af10f1303fe");
  expect(recipientHash("A@Example.com")).toBe(recipientHash("a@example.com"));
});

describe("all recipients have the mail", () => {
  const [a, b] = ["a@example.com", "b@example.com"];

  test.each<[string, [string, string][], string[], boolean]>([
    [
      "if each has the daily one or one of a revision",
      [
        ["daily", a],
        ["r12", b],
      ],
      [a, b],
      true,
    ],
    ["not if one has none", [["daily", a]], [a, b], false],
    [
      "not by a mail to chosen addresses",
      [
        ["daily", a],
        ["to-0123456789abcdef", b],
      ],
      [a, b],
      false,
    ],
    ["not if there are no recipients", [["daily", a]], [], false],
  ])("%s", async (_, mails, recipients, expected) => {
    expect(await haveTheMail(await ledgerOf(...mails), ref, recipients)).toBe(expected);
  });
});
