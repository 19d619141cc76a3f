import { describe, expect, test } from "vitest";
import { isSessionUrl } from "../functions/daily-report/session-url.ts";

const pattern = "https://example.com/chats/{id}";

describe("isSessionUrl", () => {
  test.each([
    pattern,
    "https://example.com:8443/chats/{id}/messages?tab=1&view=all#end",
    "https://example.com/?session={id}",
    "https://example.com/#/chats/{id}",
    `https://example.com/${"x".repeat(176)}{id}`,
  ])("accepts %s", (text) => {
    expect(isSessionUrl(text)).toBe(true);
  });

  test.each([
    ["http", "http://example.com/chats/{id}"],
    ["a script", "javascript:alert({id})"],
    ["no {id}", "https://example.com/chats/"],
    ["two {id}", "https://example.com/{id}/{id}"],
    ["{id} in the host", "https://{id}.example.com/"],
    ["{id} in the port", "https://example.com:{id}/"],
    ["{id} that ends the host", "https://example.com{id}"],
    ["a login", "https://user:secret@example.com/{id}"],
    ["{id} in the login", "https://{id}@example.com/"],
    ["a quote", 'https://example.com/"{id}'],
    ["an apostrophe", "https://example.com/'{id}"],
    ["a blank", "https://example.com/a b/{id}"],
    ["a line end", "https://example.com/{id}\n"],
    ["angle brackets", "https://example.com/<{id}>"],
    ["a backslash", "https://example.com\\{id}"],
    ["another placeholder", "https://example.com/{id}/{name}"],
    ["a host that is not ASCII", "https://\u043f\u043e\u0447\u0442\u0430.\u0440\u0444/{id}"],
    ["no host", "https:///{id}"],
    ["a port that does not exist", "https://example.com:99999/{id}"],
    ["201 characters", `https://example.com/${"x".repeat(177)}{id}`],
    ["nothing", ""],
  ])("refuses %s", (_, text) => {
    expect(isSessionUrl(text)).toBe(false);
  });
});
