import { describe, expect, test } from "vitest";
import { scheduleGroupsOf, schedulesOf } from "../../../functions/daily-report/schedule-groups.ts";
import { checksAsText } from "../../../local/doctor/check.ts";
import { type FoundSchedule, judgeSchedules } from "../../../local/doctor/check-schedules.ts";
import { definitionOf } from "../../plain-story.ts";

const TARGET = "arn:aws:lambda:eu-central-1:123456789012:function:fn";
const groups = scheduleGroupsOf([definitionOf({ id: "early" }), definitionOf({ id: "late", at: "22:30" })]);
const expected = { groups, folder: "daily-report-prod", target: TARGET };

/** What the stack makes, with changes by name; null leaves a schedule out. */
function found(changes: Readonly<Record<string, Partial<FoundSchedule> | null>> = {}): FoundSchedule[] {
  return groups.flatMap(schedulesOf).flatMap(({ name }) => {
    const change = changes[name];
    return change === null ? [] : [{ name, isOn: true, target: TARGET, ...change }];
  });
}

const verdicts = (schedules: readonly FoundSchedule[]) =>
  judgeSchedules(schedules, expected).map(({ verdict, found, change }) => [verdict, found, change]);

const EARLY = "daily-0730-europe-moscow";
const LATE = "daily-2230-europe-moscow";
const holding = [
  ["holds", `${EARLY}, ${EARLY}-watch`, null],
  ["holds", `${LATE}, ${LATE}-next-day, ${LATE}-watch`, null],
];

describe("the check of the schedules", () => {
  test("holds for each group that has its tries, also those after midnight, and its watchdog", () => {
    expect(verdicts(found())).toEqual(holding);
    expect(judgeSchedules(found(), expected)[0]?.subject).toBe(
      "the schedule daily-0730-europe-moscow calls the function, for early",
    );
  });

  test.each([
    ["is missing", null, `there is no ${LATE}-watch in daily-report-prod`, "deploy the stack"],
    ["calls something else", { target: `${TARGET}-2` }, `${LATE}-watch: another target`, "deploy the stack again"],
    [
      "is off while others are on",
      { isOn: false },
      `${LATE}-watch: off`,
      "switch it on in EventBridge Scheduler, group daily-report-prod",
    ],
  ])("fails for the group of which one %s", (_, change, problem, remedy) => {
    expect(verdicts(found({ [`${LATE}-watch`]: change }))).toEqual([holding[0], ["fails", problem, remedy]]);
  });

  test("fails for every group if the stack has no schedules", () => {
    expect(verdicts([]).map(([verdict]) => verdict)).toEqual(["fails", "fails"]);
  });

  test("only notes that all are off, and how to resume", () => {
    const stopped = judgeSchedules(
      found().map((one) => ({ ...one, isOn: false })),
      expected,
    );

    expect(checksAsText(stopped).split("\n").slice(2)).toEqual([
      "note     the schedules are on",
      "         all are off: no report is made or mailed by itself",
      "         change: docs/operations.md, Stop and resume",
      "",
      "2 hold, 0 fail, 0 unknown, 1 note.",
    ]);
  });

  test("notes schedules that belong to no report of the definitions", () => {
    const other = { name: "monthly-1-0900-europe-moscow", isOn: true, target: TARGET };

    expect(verdicts([...found(), other])).toEqual([
      ...holding,
      [
        "note",
        "daily-report-prod also has monthly-1-0900-europe-moscow",
        "deploy the stack, or give the definitions that are deployed (--reports)",
      ],
    ]);
  });
});
