import { expect, it, test } from "vitest";
import { EnvironmentError, environmentNames, readEnvironment } from "../../functions/daily-report/environment.ts";

const complete = Object.fromEntries(Object.values(environmentNames).map((name) => [name, `value of ${name}`]));

it("readEnvironment reads every variable by name", () => {
  expect(readEnvironment({ ...complete, PATH: "/bin" })).toEqual({
    reportBucket: "value of REPORT_BUCKET",
    twinSecretId: "value of TWIN_SECRET_ID",
    maskSecretId: "value of MASK_SECRET_ID",
    twinAuthUrl: "value of TWIN_AUTH_URL",
    twinChatUrl: "value of TWIN_CHAT_URL",
    sesConfigurationSet: "value of SES_CONFIGURATION_SET",
  });
});

test.each(Object.values(environmentNames))("readEnvironment throws an error that names %s if it is missing", (name) => {
  for (const missing of [undefined, ""]) {
    expect(() => readEnvironment({ ...complete, [name]: missing })).toThrow(
      new EnvironmentError(`The environment variable ${name} is not set; the stack sets it on the function.`),
    );
  }
});
