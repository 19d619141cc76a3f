import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { answering, done, invoke, invokeOver, NAME, type Replies } from "./invoke-command.ts";

describe.concurrent("npm run invoke sends", () => {
  test("one call, with only the fields that were given", async () => {
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
  ])("for the options %j the event %j", async (args, event) => {
    const { events, stderr } = await invokeOver(answering(done("2026-03-02")), ...args);

    expect(events).toEqual([event]);
    expect(stderr).toBe("");
  });

  test("its call to the function of --function even if the environment names another", async () => {
    const { calls } = await invokeOver(answering(), "--function", "other:live");

    expect(calls.map(({ url }) => url)).toEqual(["POST /2015-03-31/functions/other%3Alive/invocations"]);
  });

  test.each([["--force"], ["--send-to", "a@example.com"]])("a request key with %s and shows it", async (...args) => {
    const { events, stderr } = await invokeOver(answering(done("2026-03-02")), ...args);

    const [, key] = /^To repeat this request, add --request-key ([0-9a-f-]{36})\n$/.exec(stderr) ?? [];
    expect(events).toEqual([expect.objectContaining({ requestKey: key })]);
  });
});

describe.concurrent("npm run invoke, if the function does a stretch of days in parts,", () => {
  const parts: Replies = (_, nth) => {
    const runs = [done(`2026-03-0${nth}`)];
    return { payload: nth < 3 ? { runs, next: { from: `2026-03-0${nth + 1}`, to: "2026-03-03" } } : { runs } };
  };
  const stretch = ["--from", "2026-03-01", "--to", "2026-03-03"];

  test("calls it until all days are done, with the whole event and one request key", async () => {
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

  test("says where to continue if a later part fails", async () => {
    const failing: Replies = (event, nth) =>
      nth < 2 ? parts(event, nth) : { status: 429, errorType: "TooManyRequestsException", message: "Rate Exceeded." };

    const { code, stdout, stderr, calls } = await invokeOver(failing, ...stretch, "--force", "--request-key", "mine");

    expect({ code, stdout, stderr }).toEqual({
      code: 1,
      stdout: "",
      stderr:
        "Lambda is at its concurrency limit, or the function is stopped; nothing was started, try again later. The days before 2026-03-02 are done; continue with --from 2026-03-02 --to 2026-03-03 --request-key mine.\n",
    });
    expect(calls).toHaveLength(2);
  });

  test("stops if the function makes no progress", async () => {
    const { code, stderr, calls } = await invokeOver(
      () => ({ payload: { runs: [], next: { from: "2026-03-01", to: "2026-03-03" } } }),
      ...stretch,
    );

    expect([code, stderr, calls.length]).toEqual([
      1,
      "The function returned 2026-03-01 to 2026-03-03 as the rest, which cannot be right.\n",
      1,
    ]);
  });
});

describe.concurrent("npm run invoke", () => {
  test("prints a line for every report and day", async () => {
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

  test("prints the headline of a dry run, and an unknown figure of a newer function by its id", async () => {
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
      "  Answered in time (SL): 5.3%",
      expect.stringMatching(/^ {2}First reply.*: 1 min 04 s$/),
      "  NPS: 0.0",
      "  brand_new: 7",
      "",
    ]);
  });

  test("says so if the function had nothing to run", async () => {
    const { code, stdout } = await invokeOver(answering());

    expect([code, stdout]).toEqual([
      0,
      "There was nothing to run: no daily report is enabled, these days do not exist in its zone, or no week or month that is over begins on them.\n",
    ]);
  });

  test("prints the answer of the function as one JSON object with --json", async () => {
    const run = { ...done("2026-03-01"), fieldOfANewerFunction: 1 };

    const { stdout } = await invokeOver(() => ({ payload: { runs: [run] } }), "--json");

    expect(JSON.parse(stdout)).toEqual({ runs: [run] });
  });

  // Longer than the time limit of the function's own clients (20 s) and than any default limit of the SDK.
  test("waits for an answer that takes longer than the usual time limits", async () => {
    const slowly: Replies = async () => {
      await sleep(25_000);
      return answering(done("2026-03-01"))();
    };

    const { code, stderr, calls } = await invokeOver(slowly);

    expect([code, stderr, calls.length]).toEqual([0, "", 1]);
  });

  test("refuses the answer of another function", async () => {
    for (const payload of [null, "done", { runs: [{}] }, { statusCode: 200 }]) {
      const { code, stderr } = await invokeOver(() => ({ payload }));
      expect([code, stderr]).toEqual([
        1,
        `"${NAME}" is not the report function; the stack prints its name as ReportFunctionName.\n`,
      ]);
    }
  });
});

describe.concurrent("npm run invoke, before it sends anything,", () => {
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

  test("requires the name of the function", async () => {
    expect(await invoke([], { REPORT_FUNCTION_NAME: "" })).toEqual({
      code: 1,
      stdout: "",
      stderr:
        "No function is named; give --function or set REPORT_FUNCTION_NAME to the name that the stack prints (ReportFunctionName).\n",
    });
  });

  test("prints the options for --help", async () => {
    const { code, stdout } = await invoke(["--help"]);

    expect(code).toBe(0);
    for (const option of ["function", "report", "date", "from", "to", "mail", "send-to", "force", "dry-run"]) {
      expect(stdout).toMatch(new RegExp(`--${option}\\b`));
    }
  });
});
