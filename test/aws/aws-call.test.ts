import { describe, expect, test } from "vitest";
import { type AwsRequest, awsCallOf } from "./aws-call.ts";

const json = { "content-type": "application/x-amz-json-1.1", "x-amz-target": "secretsmanager.GetSecretValue" };
const form = { "content-type": "application/x-www-form-urlencoded" };
const mail = "Action=SendRawEmail&Version=2010-12-01&RawMessage.Data=QQ%3D%3D";

function call(method: string, url: string, headers: AwsRequest["headers"] = {}, body = "") {
  return awsCallOf({ method, url, headers }, body);
}

test.each([
  ["GET", "/bucket/a/b%20c?x-id=GetObject", { "x-amz-checksum-mode": "ENABLED" }, { is: "get", key: "a/b c" }],
  ["HEAD", "/bucket/a", {}, { is: "head", key: "a" }],
  ["PUT", "/bucket/a?x-id=PutObject", { "if-none-match": "*", "x-amz-meta-write-id": "1" }, { is: "put", key: "a" }],
  ["PUT", "/bucket/a?x-id=PutObject", { "x-amz-meta-sha256": "00" }, { is: "put", key: "a" }],
  [
    "PUT",
    "/bucket/t/a?x-id=CopyObject",
    { "x-amz-copy-source": "bucket/r/day%3D1/b" },
    { is: "copy", key: "t/a", from: "r/day=1/b" },
  ],
  ["DELETE", "/bucket/a?x-id=DeleteObject", {}, { is: "delete", key: "a" }],
  ["GET", "/bucket/?list-type=2&prefix=a%2F&continuation-token=t", {}, { is: "list", prefix: "a/" }],
] as const)("%s %s is known", (method, url, headers, known) => {
  expect(call(method, url, headers)).toEqual({ service: "s3", ...known });
});

test("a secret by its id, and a raw mail, are known", () => {
  expect(call("POST", "/", json, '{"SecretId":"login"}')).toEqual({
    ...{ service: "secretsmanager", is: "secret", id: "login" },
  });
  expect(call("POST", "/", form, mail)).toEqual({ service: "ses", is: "mail" });
});

describe("nothing else is known", () => {
  test.each([
    ["PATCH", "/bucket/a"],
    ["OPTIONS", "/"],
    ["GET", "/"],
    ["GET", "/bucket"],
    ["PUT", "/bucket/"],
    ["GET", "/bucket/"],
    ["GET", "/bucket/?list-type=1"],
    ["GET", "/bucket/?list-type=2&delimiter=%2F"],
    ["GET", "/bucket/a?versionId=1"],
    ["GET", "/bucket/a?acl"],
    ["POST", "/bucket/a?uploads"],
    ["POST", "/v2/email/outbound-emails"],
  ])("%s %s", (method, url) => {
    expect(call(method, url, method === "POST" ? form : {}, mail)).toBeNull();
  });

  test.each([
    ["GET", "if-none-match", "*"],
    ["PUT", "if-none-match", '"etag"'],
    ["PUT", "if-match", '"etag"'],
    ["GET", "range", "bytes=0-9"],
    ["PUT", "x-amz-acl", "public-read"],
    ["PUT", "x-amz-copy-source", "another-bucket/b"],
    ["PUT", "x-amz-copy-source", "bucket/b?versionId=1"],
    ["GET", "x-amz-copy-source", "bucket/b"],
    ["PUT", "x-amz-metadata-directive", "REPLACE"],
    ["PUT", "x-amz-meta-other", "1"],
    ["PUT", "content-encoding", "aws-chunked"],
  ])("%s with the header %s", (method, name, value) => {
    expect(call(method, "/bucket/a", { [name]: value })).toBeNull();
  });

  test.each([
    ["another target", { ...json, "x-amz-target": "secretsmanager.PutSecretValue" }, '{"SecretId":"login"}'],
    ["a secret of a stage", json, '{"SecretId":"login","VersionStage":"AWSPREVIOUS"}'],
    ["a secret without an id", json, "{}"],
    ["another action", form, mail.replace("SendRawEmail", "SendEmail")],
    ["another version of SES", form, mail.replace("2010", "2019")],
    ["a mail without a message", form, mail.replace("RawMessage.Data", "Raw")],
    ["a body of another type", { "content-type": "application/json" }, mail],
    ["no type at all", {}, mail],
  ])("a POST with %s", (_, headers, body) => {
    expect(call("POST", "/", headers, body)).toBeNull();
  });
});
