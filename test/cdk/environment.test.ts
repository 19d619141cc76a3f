import { expect, it, test } from "vitest";
import {
  EnvironmentError,
  environmentNames,
  readEnvironment,
  rightStage,
  stageOf,
} from "../../functions/daily-report/environment.ts";

const { stage, ...requiredNames } = environmentNames;
const complete = Object.fromEntries(Object.values(requiredNames).map((name) => [name, `value of ${name}`]));

it("readEnvironment reads every variable by name", () => {
  expect(readEnvironment({ ...complete, [stage]: "dev", PATH: "/bin" })).toEqual({
    reportBucket: "value of REPORT_BUCKET",
    twinSecretId: "value of TWIN_SECRET_ID",
    maskSecretId: "value of MASK_SECRET_ID",
    twinAuthUrl: "value of TWIN_AUTH_URL",
    twinChatUrl: "value of TWIN_CHAT_URL",
    sesConfigurationSet: "value of SES_CONFIGURATION_SET",
    stage: "dev",
  });
});

test.each(Object.values(requiredNames))("readEnvironment throws an error that names %s if it is missing", (name) => {
  for (const missing of [undefined, ""]) {
    expect(() => readEnvironment({ ...complete, [name]: missing })).toThrow(
      new EnvironmentError(`The environment variable ${name} is not set; the stack sets it on the function.`),
    );
  }
});

it("readEnvironment takes the stage as prod if the stack does not set it, and throws if it is wrong", () => {
  expect(readEnvironment(complete).stage).toBe("prod");
  expect(() => readEnvironment({ ...complete, [stage]: "Dev" })).toThrow(
    new EnvironmentError(`The environment variable STAGE is wrong; it must be ${rightStage}.`),
  );
});

test.each([
  [undefined, "prod"],
  ["dev", "dev"],
  ["a-1", "a-1"],
  ["a234567890123456", "a234567890123456"],
  ["a2345678901234567", null],
  ["", null],
  ["1a", null],
  ["-a", null],
  ["Prod", null],
  ["a b", null],
  [3, null],
  [null, null],
])("stageOf(%j) is %j", (value, stage) => {
  expect(stageOf(value)).toBe(stage);
});
