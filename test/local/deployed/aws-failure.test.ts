import { expect, test } from "vitest";
import { awsFailure } from "../../../local/deployed/aws-failure.ts";

const messageFor = (name: string) =>
  awsFailure(Object.assign(new Error("canary-message"), { name }), "list the functions", "lambda:ListFunctions")
    .message;

test.each([
  [
    "CredentialsProviderError",
    "There are no usable AWS credentials; log in again, or set AWS_PROFILE to another profile.",
  ],
  ["ExpiredToken", "AWS rejected the credentials (ExpiredToken); log in again, or set AWS_PROFILE to another profile."],
  ["AccessDenied", "These AWS credentials may not list the functions; they must allow lambda:ListFunctions."],
  [
    "TimeoutError",
    "AWS could not list the functions (TimeoutError); check region, profile and network, then try again.",
  ],
])("awsFailure says what to do after %s, without the message of AWS", (name, sentence) => {
  expect(messageFor(name)).toBe(sentence);
});
