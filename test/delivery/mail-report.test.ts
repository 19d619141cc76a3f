import { describe, expect, test } from "vitest";
import { createFolderArchiveStore } from "../../functions/daily-report/archive/folder-archive-store.ts";
import { DAILY, mailReport, revisionDelivery } from "../../functions/daily-report/delivery/mail-report.ts";
import { ReportError } from "../../functions/daily-report/domain/report-error.ts";
import type { ArchiveStore, OutgoingMail } from "../../functions/daily-report/ports.ts";
import { emptyFolder } from "../story-world.ts";

const ref = { report: "support", date: "2026-03-02" };
const mail = { from: "r@example.com", replyTo: null, subject: "s", html: "h", text: "t", attachments: [], date: 0 };

/** A mailer that notes whom it mailed, and the ledger it is asked with. */
async function post() {
  const ledger: ArchiveStore = createFolderArchiveStore(await emptyFolder());
  const mailed: string[] = [];
  const mailer = {
    send: async ({ to }: OutgoingMail) => {
      mailed.push(to);
      return `mail ${mailed.length}`;
    },
  };
  const send = (name: string, revision: number, ...recipients: string[]) =>
    mailReport({ ref, revision, delivery: { name, recipients }, compose: (to) => ({ ...mail, to }) }, mailer, ledger);
  return { ledger, mailed, mailer, send };
}

describe("a recipient gets", () => {
  test("a delivery once, however their address is spelt", async () => {
    const { send, mailed } = await post();

    await send(DAILY, 1, "a@example.com");
    const again = await send(DAILY, 2, "A@Example.com", "b@example.com");

    expect(mailed).toEqual(["a@example.com", "b@example.com"]);
    expect(again).toEqual({ sent: [{ place: "mail 2", revision: 2 }], earlier: [{ place: "mail 1", revision: 1 }] });
  });

  test("a revision once, whether the schedule or a request mailed it", async () => {
    const { send, mailed } = await post();

    await send(DAILY, 1, "a@example.com");
    await send(revisionDelivery(1), 1, "a@example.com");
    await send(revisionDelivery(2), 2, "a@example.com");
    await send(DAILY, 2, "a@example.com");

    expect(mailed).toHaveLength(2);
  });

  test("the day's mail when a request mailed it before the schedule did", async () => {
    const { send, mailed } = await post();

    await send(revisionDelivery(1), 1, "a@example.com");
    await send(DAILY, 1, "a@example.com", "b@example.com");

    expect(mailed).toEqual(["a@example.com", "b@example.com"]);
  });

  test("what a request of its own sends them, beside all else", async () => {
    const { send, mailed } = await post();

    await send(DAILY, 1, "a@example.com");
    await send("to-1", 1, "a@example.com");
    await send("to-1", 1, "a@example.com");
    await send("to-2", 1, "a@example.com");

    expect(mailed).toHaveLength(3);
  });
});

test("one who cannot be mailed stops nobody else, and is tried again", async () => {
  const { ledger, mailed, mailer, send } = await post();
  const failing = {
    send: (mail: OutgoingMail) =>
      mail.to === "a@example.com" ? Promise.reject(new ReportError("X", "Refused.")) : mailer.send(mail),
  };
  const delivery = { name: DAILY, recipients: ["a@example.com", "b@example.com"] };
  const request = { ref, revision: 1, delivery, compose: (to: string) => ({ ...mail, to }) };

  await expect(mailReport(request, failing, ledger)).rejects.toThrow(
    "1 of 2 recipients did not get their mail; run the report again to mail them. Refused.",
  );
  await send(DAILY, 1, ...delivery.recipients);

  expect(mailed).toEqual(["b@example.com", "a@example.com"]);
});

test("a mark that is none is named", async () => {
  const { ledger, send } = await post();
  await send(DAILY, 1, "a@example.com");
  const [key = ""] = await ledger.list("ledger/");
  await ledger.put(key, Buffer.from(""), "application/json");

  await expect(send(DAILY, 1, "a@example.com")).rejects.toThrow(`The archive's ${key} is not a mark`);
});

test("the ledger knows recipients by a hash only", async () => {
  const { ledger, send } = await post();

  await send(DAILY, 1, "someone@example.com");

  expect((await ledger.list("")).join()).toMatch(/^ledger\/support\/2026-03-02\/daily\/[0-9a-f]{32}\/sent\.json$/);
});
