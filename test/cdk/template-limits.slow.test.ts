import { expect, test } from "vitest";
import { StackSettingsError } from "../../cdk/stack-settings-error.ts";
import { report } from "./report-settings.ts";
import { templateOf } from "./synthesize.ts";

/** Reports, each at a time of day of its own. */
function atTimes(count: number): object[] {
  const two = (number: number) => String(number).padStart(2, "0");
  const time = (number: number) => `${two(5 + Math.floor(number / 60))}:${two(number % 60)}`;
  return Array.from({ length: count }, (_, number) => report({ id: `r-${number}`, at: time(number) }));
}

test("a stack of more resources than CloudFormation accepts is refused by one sentence", () => {
  expect(() => templateOf({ reports: atTimes(240) })).toThrow(
    new StackSettingsError(
      "cdk.json: the reports need 515 resources of at most 500; give more of them the same zone, at, weekdays and again, or divide them between two stages.",
    ),
  );
});

test("a stack of as many resources as CloudFormation accepts is made", () => {
  // The tries after midnight are a third schedule.
  const reports = [...atTimes(231), report({ id: "late", at: "23:30" })];

  expect(Object.keys(templateOf({ reports }).toJSON().Resources)).toHaveLength(500);
});

test("a policy of more characters than IAM accepts is refused by one sentence", () => {
  const reports = Array.from({ length: 150 }, (_, number) =>
    report({ id: `r-${number}`, sender: `sender-${number}@mail.example.com` }),
  );

  expect(() => templateOf({ reports })).toThrow(
    /^cdk\.json: the policy of the function would be about 7\d{3} characters long, of at most 6144; give the reports fewer different senders, or, with sandbox, fewer different readers\.$/,
  );
});
