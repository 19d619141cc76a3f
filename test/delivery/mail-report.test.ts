import { describe, expect, test } from "vitest";
import { createFolderArchiveStore } from "../../functions/daily-report/archive/folder-archive-store.ts";
import { DeliveryInProgress } from "../../functions/daily-report/delivery/claim-mail.ts";
import {
  DAILY,
  type MailOutcome,
  mailReport,
  revisionDelivery,
  throwUnlessDelivered,
} from "../../functions/daily-report/delivery/mail-report.ts";
import { ReportError } from "../../functions/daily-report/domain/report-error.ts";
import { OutOfTimeError } from "../../functions/daily-report/out-of-time.ts";
import type { ArchiveStore, Mailer, MailFate, Operations, OutgoingMail } from "../../functions/daily-report/ports.ts";
import { emptyFolder } from "../story-world.ts";

const ref = { report: "support", date: "2026-03-02" };
const list = { id: "support", title: "Support" };
const mail = {
  from: "r@example.com",
  replyTo: null,
  list,
  day: "2026-03-02",
  html: "h",
  text: "t",
  attachments: [],
  date: 0,
};

/** The error of a mail that was not sent; null for an error without a fate. */
function failing(fate: MailFate | null, message = "Not sent."): Error {
  return Object.assign(new ReportError("X", message), fate && { fate });
}

/** A ledger in a folder, and a mailer that records whom it mailed and that a test can make fail. */
async function openMailWorld() {
  const ledger: ArchiveStore = createFolderArchiveStore(await emptyFolder());
  const time = { now: Date.parse("2026-03-03T04:30:00Z") };
  const mailed: string[] = [];
  const waits: number[] = [];
  /** Called one by one at the next calls of the service, before the mail is sent. */
  const script: (() => void)[] = [];
  const mailer: Mailer = {
    send: async ({ to, subject }: OutgoingMail) => {
      script.shift()?.();
      mailed.push(`${to}${subject}`);
      return `mail ${mailed.length}`;
    },
  };
  const pause = async (ms: number) => {
    waits.push(ms);
    time.now += ms;
  };
  const told: unknown[] = [];
  const log: Operations["log"] = (level, event, facts) => void told.push({ level, event, ...facts });
  const operations: Operations = { log, measure: () => {} };
  const dependencies = { ledger, mailer, pause, operations, clock: () => time.now, request: "request-1" };
  type Changes = Partial<typeof dependencies> & { isRefusalTold?: boolean };
  const send = (name: string, revision: number, recipients: string[], changes: Changes = {}) => {
    const { isRefusalTold = false, ...changed } = changes;
    const compose = (to: string, possibleRepeat: boolean) => ({
      ...mail,
      to,
      subject: possibleRepeat ? " again?" : "",
    });
    const delivery = { name, recipients };
    return mailReport({ ref, revision, delivery, compose, isRefusalTold }, { ...dependencies, ...changed });
  };
  const fail = (error: Error) => () => {
    throw error;
  };
  return { ledger, mailed, mailer, operations, script, send, time, told, waits, fail };
}

const isClaim = (key: string) => /\/claim-\d+\.json$/.test(key);

const NONE: MailOutcome = { sent: [], earlier: [], refused: 0, failures: [] };

describe("a recipient gets", () => {
  test("a delivery once, even if their address is listed in other letter cases", async () => {
    const { send, mailed } = await openMailWorld();

    await send(DAILY, 1, ["a@example.com"]);
    const again = await send(DAILY, 2, ["A@Example.com", "b@example.com"]);

    expect(mailed).toEqual(["a@example.com", "b@example.com"]);
    expect(again).toEqual({
      ...NONE,
      sent: [{ place: "mail 2", revision: 2 }],
      earlier: [{ place: "mail 1", revision: 1 }],
    });
  });

  test("a revision once, by the daily delivery or by the delivery of the revision", async () => {
    const { send, mailed } = await openMailWorld();

    await send(DAILY, 1, ["a@example.com"]);
    await send(revisionDelivery(1), 1, ["a@example.com"]);
    await send(revisionDelivery(2), 2, ["a@example.com"]);
    await send(DAILY, 2, ["a@example.com"]);

    expect(mailed).toHaveLength(2);
  });

  test("no daily mail if the delivery of the revision sent the same revision before", async () => {
    const { send, mailed, ledger } = await openMailWorld();

    await send(revisionDelivery(1), 1, ["a@example.com"]);
    const { earlier } = await send(DAILY, 1, ["a@example.com", "b@example.com"]);

    expect(mailed).toEqual(["a@example.com", "b@example.com"]);
    expect(earlier).toEqual([{ place: "mail 1", revision: 1 }]);
    // No claim is made for a recipient who has the mail.
    expect((await ledger.list("ledger/support/2026-03-02/daily/")).filter(isClaim)).toHaveLength(1);
  });

  test("the mail of a request with its own recipients in addition to the daily mail", async () => {
    const { send, mailed } = await openMailWorld();

    await send(DAILY, 1, ["a@example.com"]);
    await send("to-1", 1, ["a@example.com"]);
    await send("to-1", 1, ["a@example.com"]);
    await send("to-2", 1, ["a@example.com"]);

    expect(mailed).toHaveLength(3);
  });
});

describe("a recipient whose mail fails", () => {
  test("does not stop the other mails, and is tried again by the next request", async () => {
    const { send, mailed, script, fail } = await openMailWorld();
    script.push(fail(failing("refused")));

    const first = await send(DAILY, 1, ["a@example.com", "b@example.com"]);
    const second = await send(DAILY, 1, ["a@example.com", "b@example.com"], { request: "request-2" });

    expect([first.sent.length, first.failures.length, second.sent.length]).toEqual([1, 1, 1]);
    expect(mailed).toEqual(["b@example.com", "a@example.com"]);
  });

  test("because the address is refused is tried and logged once per request", async () => {
    const { send, mailed, script, fail, told, waits } = await openMailWorld();
    script.push(fail(failing("refused", "No such box.")));

    const first = await send(DAILY, 1, ["a@example.com"]);
    const second = await send(DAILY, 1, ["a@example.com"]);

    expect([first.failures.length, first.refused]).toEqual([1, 0]);
    expect(second).toEqual({ ...NONE, refused: 1 });
    expect([mailed, waits]).toEqual([[], []]);
    expect(told).toEqual([
      { level: "warn", event: "mail refused", report: "support", day: "2026-03-02", reason: "No such box." },
    ]);
  });

  test("because the address is still refused is counted apart if an earlier request has told of it", async () => {
    const { send, script, fail } = await openMailWorld();
    const ask = (request: string, isRefusalTold: boolean) =>
      send(DAILY, 1, ["a@example.com", "b@example.com"], { request, isRefusalTold });
    script.push(fail(failing("refused")), () => {}, fail(failing("refused")), fail(failing("refused")));

    const first = await ask("request-1", true);
    const second = await ask("request-2", true);
    const third = await ask("request-3", false);

    expect([first, second, third].map(({ failures, refused }) => [failures.length, refused])).toEqual([
      [1, 0],
      [0, 1],
      [1, 0],
    ]);
  });

  test("because all mails are blocked is tried and logged by every attempt, and later gets the mail without a note of a repeat", async () => {
    const { send, mailed, script, fail, waits } = await openMailWorld();
    script.push(fail(failing("blocked")), fail(failing("blocked")));

    const tries = [await send(DAILY, 1, ["a@example.com"]), await send(DAILY, 1, ["a@example.com"])];
    await send(DAILY, 1, ["a@example.com"]);

    expect(tries.map(({ failures, refused }) => [failures.length, refused])).toEqual([
      [1, 0],
      [1, 0],
    ]);
    expect([mailed, waits]).toEqual([["a@example.com"], []]);
  });

  test("because the service is busy is tried again after a wait, and nothing is logged", async () => {
    const { send, mailed, script, fail, waits } = await openMailWorld();
    script.push(fail(failing("later")), fail(failing("later")));

    const outcome = await send(DAILY, 1, ["a@example.com"]);

    expect(outcome).toEqual({ ...NONE, sent: [{ place: "mail 1", revision: 1 }] });
    expect(mailed).toEqual(["a@example.com"]);
    expect(waits.map((wait, at) => wait >= 500 * 2 ** at && wait <= 1000 * 2 ** at)).toEqual([true, true]);
  });

  test("because the service stays busy is given up after five calls, each under a new claim", async () => {
    const { send, ledger, mailed, script, fail, waits } = await openMailWorld();
    script.push(...Array.from({ length: 9 }, () => fail(failing("later", "Too busy."))));

    const outcome = await send(DAILY, 1, ["a@example.com"]);

    expect(outcome.failures).toMatchObject([{ message: "Too busy." }]);
    expect([script.length, waits.length, mailed.length]).toEqual([4, 4, 0]);
    expect((await ledger.list("ledger/")).filter((key) => key.includes("/claim-"))).toHaveLength(5);
  });

  test("does not make the whole delivery wait for more than a minute", async () => {
    const { send, script, fail, waits } = await openMailWorld();
    script.push(...Array.from({ length: 500 }, () => fail(failing("later"))));

    await send(
      DAILY,
      1,
      Array.from({ length: 20 }, (_, i) => `r${i}@example.com`),
    );

    const waited = waits.reduce((sum, wait) => sum + wait, 0);
    expect(waited).toBeLessThanOrEqual(60_000);
    expect(waited).toBeGreaterThan(40_000);
  });
});

describe("a mail whose call got no answer", () => {
  test("is not sent again while its claim is valid, and counts as a failure", async () => {
    const { send, script, fail, time, mailed } = await openMailWorld();
    script.push(fail(failing("unknown")));
    await send(DAILY, 1, ["a@example.com"]);
    time.now += 44_999;

    const { failures } = await send(DAILY, 1, ["a@example.com", "b@example.com"]);

    expect(failures).toMatchObject([
      {
        name: "DeliveryInProgress",
        message: "Another run is sending this mail at the moment; run the report again in a minute.",
      },
    ]);
    expect(mailed).toEqual(["b@example.com"]);
  });

  test.each([
    ["without an answer", failing("unknown")],
    ["with an error that has no fate", failing(null)],
  ])("is sent once more as a possible repeat after its claim ended %s", async (_, error) => {
    const { send, script, fail, time, mailed } = await openMailWorld();
    script.push(fail(error));
    await send(DAILY, 1, ["a@example.com"]);
    time.now += 45_000;

    const outcome = await send(DAILY, 1, ["a@example.com"]);

    expect(outcome).toEqual({ ...NONE, sent: [{ place: "mail 1", revision: 1, possibleRepeat: true }] });
    expect(mailed).toEqual(["a@example.com again?"]);
  });

  test("is not sent a third time", async () => {
    const { send, script, fail, time, mailed } = await openMailWorld();
    script.push(fail(failing("unknown")), fail(failing("unknown")));

    const outcomes = [];
    for (let nth = 0; nth < 4; nth++) {
      outcomes.push(await send(DAILY, 1, ["a@example.com"]));
      time.now += 60_000;
    }

    expect(outcomes.map(({ failures }) => failures[0])).toMatchObject([
      { code: "X" },
      { code: "X" },
      { code: "MAIL_UNCONFIRMED", message: expect.stringContaining("is not sent a third time; look for it in") },
      { code: "MAIL_UNCONFIRMED" },
    ]);
    expect(mailed).toEqual([]);
  });

  test("stays a possible repeat if the service is busy at the next calls", async () => {
    const { send, script, fail, time, mailed } = await openMailWorld();
    script.push(fail(failing("unknown")), fail(failing("later")), fail(failing("later")));
    await send(DAILY, 1, ["a@example.com"]);
    time.now += 60_000;

    await send(DAILY, 1, ["a@example.com"]);

    expect(mailed).toEqual(["a@example.com again?"]);
  });

  test("is a possible repeat for the other delivery of the revision too", async () => {
    const { send, script, fail, time, mailed } = await openMailWorld();
    script.push(fail(failing("unknown")));
    await send(DAILY, 1, ["a@example.com"]);
    time.now += 60_000;

    await send(revisionDelivery(1), 1, ["a@example.com"]);
    await send(revisionDelivery(2), 2, ["a@example.com"]);

    expect(mailed).toEqual(["a@example.com again?", "a@example.com"]);
  });
});

test("after one unanswered call by each delivery of a revision no third call is made", async () => {
  const { send, script, fail, time, mailed } = await openMailWorld();
  script.push(fail(failing("unknown")), fail(failing("unknown")));
  await send(DAILY, 1, ["a@example.com"]);
  time.now += 60_000;
  await send(revisionDelivery(1), 1, ["a@example.com"]);
  time.now += 60_000;

  const daily = await send(DAILY, 1, ["a@example.com"]);
  const revision = await send(revisionDelivery(1), 1, ["a@example.com"]);
  await send("to-1", 1, ["a@example.com"]);

  expect([daily, revision].flatMap(({ failures }) => failures)).toMatchObject([
    { code: "MAIL_UNCONFIRMED" },
    { code: "MAIL_UNCONFIRMED" },
  ]);
  expect(mailed).toEqual(["a@example.com"]);
});

describe("while another run is sending a mail", () => {
  const recipients = ["a@example.com"];

  /** Runs two deliveries: the second begins while the first is calling the mail service. */
  async function overlapping(first: [string, number], second: [string, number]) {
    const world = await openMailWorld();
    const outcomes: Promise<MailOutcome>[] = [];
    const meanwhile: Mailer = {
      async send(message) {
        outcomes.push(world.send(...second, recipients));
        await outcomes[0];
        return world.mailer.send(message);
      },
    };
    const outcome = await world.send(...first, recipients, { mailer: meanwhile });
    return { ...world, outcome, other: await outcomes[0] };
  }

  test("a second run does not send it and reports a failure", async () => {
    const { outcome, other, mailed } = await overlapping([DAILY, 1], [DAILY, 1]);

    expect(other?.failures).toMatchObject([{ name: "DeliveryInProgress", code: "DELIVERY_IN_PROGRESS" }]);
    expect([outcome.sent.length, mailed.length]).toEqual([1, 1]);
  });

  test.each([
    ["the daily delivery", DAILY, revisionDelivery(1)],
    ["the delivery of a revision", revisionDelivery(1), DAILY],
  ])("%s blocks the other delivery of the same revision", async (_, first, second) => {
    const { other, mailed } = await overlapping([first, 1], [second, 1]);

    expect(other?.failures).toMatchObject([{ name: "DeliveryInProgress" }]);
    expect(mailed).toHaveLength(1);
  });

  test("another revision and a request with its own recipients are mailed", async () => {
    expect((await overlapping([DAILY, 1], [revisionDelivery(2), 2])).mailed).toHaveLength(2);
    expect((await overlapping([DAILY, 1], ["to-1", 1])).mailed).toHaveLength(2);
  });
});

describe("when two runs compete for a claim", () => {
  /** The ledger. It calls the given function when a claim is created. */
  function atTheClaim(ledger: ArchiveStore, act: () => Promise<unknown>, before: boolean): ArchiveStore {
    let isDone = false;
    return {
      ...ledger,
      async create(key, body, contentType) {
        const [isFirst] = [!isDone];
        isDone = true;
        if (isFirst && before) await act();
        const created = await ledger.create(key, body, contentType);
        if (isFirst && !before) await act();
        return created;
      },
    };
  }

  test("the run that does not win it sends no mail", async () => {
    const { send, ledger, mailed } = await openMailWorld();
    const racing = atTheClaim(ledger, () => send(DAILY, 1, ["a@example.com"]), true);

    const loser = await send(DAILY, 1, ["a@example.com"], { ledger: racing });

    expect(loser.failures).toMatchObject([{ name: "DeliveryInProgress" }]);
    expect(mailed).toHaveLength(1);
  });

  test("a mail is not sent again if its mark appeared after the first read of the ledger", async () => {
    const { send, ledger, mailed, script, fail, time } = await openMailWorld();
    script.push(fail(failing("unknown")));
    await send(DAILY, 1, ["a@example.com"]);
    const [folder = ""] = (await ledger.list("ledger/")).map((key) => key.replace(/\/claim.*/, ""));
    time.now += 60_000;
    const late = { place: "mail 0", revision: 1 };
    const racing = atTheClaim(
      ledger,
      () => ledger.put(`${folder}/sent.json`, Buffer.from(JSON.stringify(late)), "application/json"),
      true,
    );

    expect(await send(DAILY, 1, ["a@example.com"], { ledger: racing })).toEqual({ ...NONE, earlier: [late] });
    expect(mailed).toEqual([]);
  });

  test("by both deliveries of one revision, the run that finds the other claim sends nothing", async () => {
    const { send, ledger, mailed } = await openMailWorld();
    let other: Promise<MailOutcome> | undefined;
    // The whole other delivery runs between our claim and our second read; it finds our claim.
    const racing = atTheClaim(ledger, () => (other = send(revisionDelivery(1), 1, ["a@example.com"])), false);

    const ours = await send(DAILY, 1, ["a@example.com"], { ledger: racing });

    expect([ours.sent.length, (await other)?.failures]).toMatchObject([1, [{ name: "DeliveryInProgress" }]]);
    expect(mailed).toHaveLength(1);
  });

  test("by both deliveries of one revision, the run that read first sends the mail and the other finds it sent", async () => {
    const { send, ledger, mailed } = await openMailWorld();
    const racing = atTheClaim(ledger, () => send(revisionDelivery(1), 1, ["a@example.com"]), true);

    const ours = await send(DAILY, 1, ["a@example.com"], { ledger: racing });

    expect(ours).toEqual({ ...NONE, earlier: [{ place: "mail 1", revision: 1 }] });
    expect(mailed).toHaveLength(1);
    const back = (await ledger.list("ledger/support/2026-03-02/daily/")).filter((key) => key.endsWith("failed.json"));
    expect(JSON.parse(`${Buffer.from((await ledger.get(back[0] ?? "none")) ?? [])}`)).toEqual({
      ...{ claim: 1, fate: "later", request: "request-1" },
    });
  });

  test("and each finds the other claim, both give theirs back and the next run sends the mail at once", async () => {
    const { send, ledger, mailed } = await openMailWorld();
    const stopped: Mailer = { send: () => new Promise(() => {}) };
    const racing = atTheClaim(
      ledger,
      async () =>
        void (await Promise.race([send(revisionDelivery(1), 1, ["a@example.com"], { mailer: stopped }), soon()])),
      true,
    );

    const ours = await send(DAILY, 1, ["a@example.com"], { ledger: racing });

    expect(ours.failures).toMatchObject([{ name: "DeliveryInProgress" }]);
    const [ourFolder = ""] = (await ledger.list("ledger/support/2026-03-02/daily/")).map((key) =>
      key.replace(/[^/]*$/, ""),
    );
    const back = JSON.parse(`${Buffer.from((await ledger.get(`${ourFolder}failed.json`)) ?? [])}`);
    expect(back).toEqual({ claim: 1, fate: "later", request: "request-1" });
    expect(mailed).toEqual([]);
  });
});

/** Waits until all pending file operations have ended. */
function soon(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 300));
}

describe("a claim", () => {
  test("that took too long to write is not used, because the call might end after it", async () => {
    const { send, ledger, time, mailed, waits } = await openMailWorld();
    const slow: ArchiveStore = {
      ...ledger,
      async create(key, body, contentType) {
        if (key.endsWith("claim-1.json")) time.now += 20_001;
        return ledger.create(key, body, contentType);
      },
    };

    const outcome = await send(DAILY, 1, ["a@example.com"], { ledger: slow });

    expect(outcome.sent).toEqual([{ place: "mail 1", revision: 1 }]);
    expect([mailed.length, waits.length]).toEqual([1, 1]);
  });

  test("is given back if the mail cannot be drawn, so that the next mail is not a possible repeat", async () => {
    const { ledger, mailer, mailed, operations, time, send } = await openMailWorld();
    const compose = () => {
      throw failing(null, "No ink.");
    };
    const dependencies = {
      ledger,
      mailer,
      operations,
      pause: async () => {},
      clock: () => time.now,
      request: "request-1",
    };
    const delivery = { name: DAILY, recipients: ["a@example.com"] };

    const { failures } = await mailReport({ ref, revision: 1, delivery, compose, isRefusalTold: false }, dependencies);
    await send(DAILY, 1, ["a@example.com"]);

    expect(failures).toMatchObject([{ message: "No ink." }]);
    expect(mailed).toEqual(["a@example.com"]);
  });

  test("that is too old at every attempt makes the mail fail without a call of the service", async () => {
    const { send, ledger, time, mailed } = await openMailWorld();
    const slow: ArchiveStore = {
      ...ledger,
      async create(key, body, contentType) {
        time.now += 20_001;
        return ledger.create(key, body, contentType);
      },
    };

    const { failures } = await send(DAILY, 1, ["a@example.com"], { ledger: slow });

    expect(failures).toMatchObject([
      {
        ...{ name: "ClaimTooOldError", code: "CLAIM_TOO_OLD" },
        message: "The archive took too long to write the claim of a mail; run the report again.",
      },
    ]);
    expect(mailed).toEqual([]);
  });

  test("is not given back if the mark of a sent mail cannot be written, so that the next mail is a possible repeat", async () => {
    const { send, ledger, time, mailed } = await openMailWorld();
    const full: ArchiveStore = { ...ledger, put: () => Promise.reject(failing("later", "No room.")) };

    const { failures } = await send(DAILY, 1, ["a@example.com"], { ledger: full });
    time.now += 60_000;
    await send(DAILY, 1, ["a@example.com"]);

    expect(failures).toMatchObject([{ message: "No room." }]);
    expect(mailed).toEqual(["a@example.com", "a@example.com again?"]);
  });
});

describe("when the time is over", () => {
  test("no further recipient is tried, and the claim of a call that was not begun is given back", async () => {
    const { send, script, fail, mailed } = await openMailWorld();
    script.push(fail(new OutOfTimeError()));

    const outcome = await send(DAILY, 1, ["a@example.com", "b@example.com"]);
    await send(DAILY, 1, ["a@example.com", "b@example.com"]);

    expect(outcome).toMatchObject({ sent: [], failures: [{ name: "OutOfTimeError" }] });
    expect(mailed).toEqual(["a@example.com", "b@example.com"]);
  });
});

describe("throwUnlessDelivered throws", () => {
  test("nothing if all recipients have the mail or were reported as refused before", () => {
    expect(() => throwUnlessDelivered({ ...NONE, refused: 1 }, 3)).not.toThrow();
  });

  test("MailsFailedError with each reason once, without the message of an error from outside the project", () => {
    const failures = [failing("refused", "Refused."), failing("later", "Refused."), new Error("canary")];

    expect(() => throwUnlessDelivered({ ...NONE, failures }, 5)).toThrow(
      expect.objectContaining({ name: "MailsFailedError", code: "MAILS_FAILED" }),
    );
    expect(() => throwUnlessDelivered({ ...NONE, failures }, 5)).toThrow(
      /^3 of 5 recipients did not get their mail: Refused\. An unexpected error\.$/,
    );
  });

  test("MailsLaterError if the service or the archive was only too busy for every mail, else MailsFailedError", () => {
    const archive = new ReportError("ARCHIVE_STORE", "The archive could not read a mark.");
    const busy = [failing("later", "Too busy."), archive, new DeliveryInProgress(), new OutOfTimeError()];

    expect(() => throwUnlessDelivered({ ...NONE, failures: busy }, 5)).toThrow(
      expect.objectContaining({
        ...{ name: "MailsLaterError", code: "MAILS_LATER" },
        message:
          "4 of 5 recipients did not get their mail: Too busy. The archive could not read a mark. The time was over before every mail was tried.",
      }),
    );
    for (const fate of ["refused", "blocked", "unknown", null] as const) {
      expect(() => throwUnlessDelivered({ ...NONE, failures: [...busy, failing(fate)] }, 5)).toThrow(
        expect.objectContaining({ name: "MailsFailedError", code: "MAILS_FAILED" }),
      );
    }
  });

  test("OutOfTimeError if there is no other failure, else MailsFailedError with the reasons and the end of the time", () => {
    const over = [new DeliveryInProgress(), new OutOfTimeError()];

    expect(() => throwUnlessDelivered({ ...NONE, failures: over }, 3)).toThrow(OutOfTimeError);
    expect(() => throwUnlessDelivered({ ...NONE, failures: [failing("refused", "No."), ...over] }, 3)).toThrow(
      "3 of 3 recipients did not get their mail: No. The time was over before every mail was tried.",
    );
  });

  test("DeliveryInProgress if there is no other failure, else MailsFailedError with the other reasons", async () => {
    const { send, script, fail } = await openMailWorld();
    script.push(fail(failing("unknown")));
    await send(DAILY, 1, ["a@example.com"]);
    const { failures } = await send(DAILY, 1, ["a@example.com"]);

    expect(() => throwUnlessDelivered({ ...NONE, failures }, 1)).toThrow(
      expect.objectContaining({ name: "DeliveryInProgress" }),
    );
    expect(() => throwUnlessDelivered({ ...NONE, failures: [...failures, failing("refused", "No.")] }, 2)).toThrow(
      "2 of 2 recipients did not get their mail: No.",
    );
  });
});

test("a mark that is not JSON is reported with its key", async () => {
  const { ledger, send } = await openMailWorld();
  await send(DAILY, 1, ["a@example.com"]);
  const key = (await ledger.list("ledger/")).find((name) => name.endsWith("sent.json")) ?? "";
  await ledger.put(key, Buffer.from(""), "application/json");

  const { failures } = await send(DAILY, 1, ["a@example.com"]);

  expect(failures).toMatchObject([{ message: expect.stringContaining(`The archive's ${key} is not a mark`) }]);
});

test("the marks of the ledger are stored as JSON with the content type application/json", async () => {
  const { ledger, send, script, fail } = await openMailWorld();
  script.push(fail(failing("later")));
  const types: string[] = [];
  const told: ArchiveStore = {
    ...ledger,
    put: (key, body, type) => ledger.put(key, body, types[types.push(type) - 1] ?? ""),
    create: (key, body, type) => ledger.create(key, body, types[types.push(type) - 1] ?? ""),
  };

  await send(DAILY, 1, ["a@example.com"], { ledger: told });

  expect(types).toEqual(Array.from({ length: 4 }, () => "application/json"));
});

test("the ledger holds recipients only as hashes", async () => {
  const { ledger, send } = await openMailWorld();

  await send(DAILY, 1, ["someone@example.com"]);

  const keys = await ledger.list("");
  const folder = "ledger/support/2026-03-02/daily/[0-9a-f]{32}";
  expect(keys.join(" ")).toMatch(new RegExp(`^${folder}/claim-1\\.json ${folder}/sent\\.json$`));
  for (const key of keys) expect(`${key} ${await ledger.get(key)}`).not.toContain("someone");
});
