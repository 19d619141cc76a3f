import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { answering, done, invoke, invokeOver, NAME, type Replies } from "./invoke-command.ts";

describe.concurrent("what is sent", () => {
  test("is one call, and only the fields that were given", async () => {
    const { calls, code } = await invokeOver(answering(done("2026-03-02")));

    expect(calls).toEqual([
      { url: `POST /2015-03-31/functions/${NAME}/invocations`, invocationType: undefined, event: {} },
    ]);
    expect(code).toBe(0);
  });

  test.each<[string[], object]>([
    [["--report", "support", "--date", "2026-03-02", "--mail"], { report: "support", date: "2026-03-02", mail: true }],
    [["--from", "2026-03-01", "--to", "2026-03-02"], { from: "2026-03-01", to: "2026-03-02" }],
    [["--dry-run"], { dryRun: true }],
    [["--force", "--request-key", "mine"], { force: true, requestKey: "mine" }],
    [
      ["--send-to", "a@example.com", "--send-to", "b@example.com", "--request-key", "mine"],
      { sendTo: ["a@example.com", "b@example.com"], requestKey: "mine" },
    ],
  ])("of %j is %j", async (args, event) => {
    const { events, stderr } = await invokeOver(answering(done("2026-03-02")), ...args);

    expect(events).toEqual([event]);
    expect(stderr).toBe("");
  });

  test("goes to the function of --function before that of the environment", async () => {
    const { calls } = await invokeOver(answering(), "--function", "other:live");

    expect(calls.map(({ url }) => url)).toEqual(["POST /2015-03-31/functions/other%3Alive/invocations"]);
  });

  test.each([["--force"], ["--send-to", "a@example.com"]])(
    "with %s has a request key, which is shown",
    async (...args) => {
      const { events, stderr } = await invokeOver(answering(done("2026-03-02")), ...args);

      const [, key] = /^To repeat this very request, add --request-key ([0-9a-f-]{36})\n$/.exec(stderr) ?? [];
      expect(events).toEqual([expect.objectContaining({ requestKey: key })]);
    },
  );
});

describe.concurrent("a stretch that the function does in parts", () => {
  const parts: Replies = (_, nth) => {
    const runs = [done(`2026-03-0${nth}`)];
    return { payload: nth < 3 ? { runs, next: { from: `2026-03-0${nth + 1}`, to: "2026-03-03" } } : { runs } };
  };
  const stretch = ["--from", "2026-03-01", "--to", "2026-03-03"];

  test("is asked for to its end, the whole event under one request key", async () => {
    const { events, stdout } = await invokeOver(parts, ...stretch, "--force", "--report", "support", "--json");

    const { requestKey } = events[0] as { requestKey: string };
    expect(requestKey).toMatch(/^[0-9a-f-]{36}$/);
    expect(events).toEqual(
      ["2026-03-01", "2026-03-02", "2026-03-03"].map((from) => {
        return { report: "support", from, to: "2026-03-03", force: true, requestKey };
      }),
    );
    expect(JSON.parse(stdout)).toEqual({ runs: ["2026-03-01", "2026-03-02", "2026-03-03"].map((date) => done(date)) });
  });

  test("says where to go on when a later part fails", async () => {
    const failing: Replies = (event, nth) =>
      nth < 2 ? parts(event, nth) : { status: 429, errorType: "TooManyRequestsException", message: "Rate Exceeded." };

    const { code, stdout, stderr, calls } = await invokeOver(failing, ...stretch, "--force", "--request-key", "mine");

    expect({ code, stdout, stderr }).toEqual({
      code: 1,
      stdout: "",
      stderr:
        "Lambda runs as much as it may at once; nothing was begun, try again later. The days before 2026-03-02 are done; go on with --from 2026-03-02 --to 2026-03-03 --request-key mine.\n",
    });
    expect(calls).toHaveLength(2);
  });

  test("is given up when the function does not get on", async () => {
    const { code, stderr, calls } = await invokeOver(
      () => ({ payload: { runs: [], next: { from: "2026-03-01", to: "2026-03-03" } } }),
      ...stretch,
    );

    expect([code, stderr, calls.length]).toEqual([
      1,
      "The function asks for 2026-03-01 to 2026-03-03 next, which is not the rest of what it was asked for.\n",
      1,
    ]);
  });
});

describe.concurrent("the answer", () => {
  test("is a line for every report and day", async () => {
    const { stdout } = await invokeOver(
      answering(
        done("2026-03-01"),
        done("2026-03-02", {
          status: "archived",
          revision: 3,
          incomplete: true,
          findings: ["rows_unreadable", "rows_out_of_order"],
          mails: { sent: [], earlier: [], refused: 1 },
        }),
      ),
    );

    expect(stdout).toBe(
      "2026-03-01 support: sent, revision 1, sessions 1,234, mails sent 2\n" +
        "2026-03-02 support: archived, revision 3, sessions 1,234, mails sent 0, mails refused 1, INCOMPLETE, " +
        "MANY SESSIONS UNREADABLE, worth checking: rows_unreadable rows_out_of_order\n",
    );
  });

  test("of a dry run has the headline, a figure of a newer function by its id", async () => {
    const headline = { sessions: 1234, lost_rate: 100 / 3000, sl1: 5.25, frt_p50: 64, nps: -0.04, brand_new: 7 };
    const dry = done("2026-03-01", {
      status: "dry run",
      revision: null,
      headline,
      mails: { sent: [], earlier: [], refused: 0 },
    });

    const { stdout } = await invokeOver(answering(dry), "--dry-run");

    expect(stdout.replaceAll("\u00a0", " ").split("\n")).toEqual([
      "2026-03-01 support: dry run, sessions 1,234, mails sent 0",
      "  Sessions: 1,234",
      "  Lost rate: <0.1%",
      "  SL1: 5.3%",
      expect.stringMatching(/^ {2}First reply.*: 1 min 04 s$/),
      "  NPS: 0.0",
      "  brand_new: 7",
      "",
    ]);
  });

  test("may be empty", async () => {
    const { code, stdout } = await invokeOver(answering());

    expect([code, stdout]).toEqual([
      0,
      "Nothing was asked for: no report is enabled, or the zone skipped these days.\n",
    ]);
  });

  test("of --json is one object, as the function gave it", async () => {
    const run = { ...done("2026-03-01"), fieldOfANewerFunction: 1 };

    const { stdout } = await invokeOver(() => ({ payload: { runs: [run] } }), "--json");

    expect(JSON.parse(stdout)).toEqual({ runs: [run] });
  });

  // Longer than the patience of the function's own clients, 20 s, and than any watch of the SDK over a call.
  test("is waited for, however long it takes", async () => {
    const slowly: Replies = async () => {
      await sleep(25_000);
      return answering(done("2026-03-01"))();
    };

    const { code, stderr, calls } = await invokeOver(slowly);

    expect([code, stderr, calls.length]).toEqual([0, "", 1]);
  });

  test("of another function is not taken for a report's", async () => {
    for (const payload of [null, "done", { runs: [{}] }, { statusCode: 200 }]) {
      const { code, stderr } = await invokeOver(() => ({ payload }));
      expect([code, stderr]).toEqual([
        1,
        `"${NAME}" did not answer as the report function does; the stack prints its name as ReportFunctionName.\n`,
      ]);
    }
  });
});

describe.concurrent("before anything is sent", () => {
  test.each<[string[], string]>([
    [["--date", "yesterday"], 'The event has a wrong date; it must be a date such as "2026-03-02".'],
    [["--from", "2026-03-01"], "The event gives one of from and to; give both, the first and the last day."],
    [["--dry-run", "--force"], "The event gives both dryRun and force; give one of them."],
    [
      ["--send-to", "me"],
      'The event has a wrong sendTo; it must be a list of e-mail addresses such as ["me@example.com"].',
    ],
    [["--report", ""], "The event has a wrong report; it must be text that is not empty."],
    [["--days", "3"], "Unknown option '--days'; --help lists the options."],
    [["yesterday"], "Unexpected argument 'yesterday'; --help lists the options."],
  ])("refuses %j", async (args, sentence) => {
    const { code, stdout, stderr, calls } = await invokeOver(answering(), ...args);

    expect({ code, stdout, stderr, calls }).toEqual({ code: 1, stdout: "", stderr: `${sentence}\n`, calls: [] });
  });

  test("asks for the function's name", async () => {
    expect(await invoke([], { REPORT_FUNCTION_NAME: "" })).toEqual({
      code: 1,
      stdout: "",
      stderr:
        "No function is named; give --function, or set REPORT_FUNCTION_NAME, as the stack prints it (ReportFunctionName).\n",
    });
  });

  test("explains itself", async () => {
    const { code, stdout } = await invoke(["--help"]);

    expect(code).toBe(0);
    for (const option of ["function", "report", "date", "from", "to", "mail", "send-to", "force", "dry-run"]) {
      expect(stdout).toMatch(new RegExp(`--${option}\\b`));
    }
  });
});
