import { decodeWords } from "postal-mime";
import { describe, expect, test } from "vitest";
import { composeMime } from "../../functions/daily-report/mail/compose-mime.ts";
import { listId } from "../../functions/daily-report/mail/list-id.ts";
import { plainMail } from "./mailer.contract.ts";

const id = (title: string) => listId({ id: "support-daily", title }, "example.com");

test.each([
  ["Support daily", "Support daily <support-daily.example.com>"],
  ["support-daily", "support-daily <support-daily.example.com>"],
  ["Sales & support, 24/7", "=?UTF-8?B?U2FsZXMgJiBzdXBwb3J0LCAyNC83?= <support-daily.example.com>"],
  ['A "b" <c@d.example>', "=?UTF-8?B?QSAiYiIgPGNAZC5leGFtcGxlPg==?= <support-daily.example.com>"],
  ["Поддержка", "=?UTF-8?B?0J/QvtC00LTQtdGA0LbQutCw?= <support-daily.example.com>"],
  ["=?utf-8?Q?a?=", "= ?utf-8?Q?a?= <support-daily.example.com>"],
  ["\u202E", "<support-daily.example.com>"],
])("writes the title %j before the id, encoded if necessary", (title, expected) => {
  expect(id(title)).toBe(expected);
});

const longTitles = [
  "Ежедневный отчёт о работе операторов первой и второй линии поддержки: чаты, оценки, скорость ответа, потерянные диалоги".padEnd(
    120,
    "!",
  ),
  "👩🏽‍💻".repeat(45),
  "x".repeat(120),
  `${"word ".repeat(23)}last`,
  '\\"<>,;:()[]@'.repeat(10),
];

describe.each(longTitles)("the List-Id of a long title: %s", (title) => {
  test("has encoded words and lines of the lengths that RFC 2047 allows", async () => {
    const mime = Buffer.from(await composeMime({ ...plainMail, list: { id: "support-daily", title } })).toString();
    const [header = ""] = /^List-Id: (?:.*\r\n[ \t])*.*/m.exec(mime) ?? [];
    expect(Math.max(...header.split("\r\n").map((line) => line.length))).toBeLessThanOrEqual(76);
    expect(Math.max(...header.split(/\s+/).map((word) => word.length))).toBeLessThanOrEqual(75);
  });

  test("decodes to the same title", async () => {
    expect(decodeWords(id(title))).toBe(`${title} <support-daily.example.com>`);
    // Each word alone, as in a mail program that decodes word by word.
    const words = id(title)
      .replace(/\?= =\?/g, "?=\n=?")
      .split("\n");
    expect(words.map((word) => decodeWords(word)).join("")).toBe(`${title} <support-daily.example.com>`);
  });
});

test("the List-Id differs between reports of one sender, and does not depend on the title", async () => {
  const headerOf = async (list: { id: string; title: string }) => {
    const mime = await composeMime({ ...plainMail, from: "Daily <Reports@Mail.Example.com>", list });
    return /^List-Id: .*(<.*>)\r$/m.exec(Buffer.from(mime).toString())?.[1];
  };
  expect(await headerOf({ id: "support", title: "Support" })).toBe("<support.mail.example.com>");
  expect(await headerOf({ id: "support", title: "Help" })).toBe("<support.mail.example.com>");
  expect(await headerOf({ id: "sales", title: "Support" })).toBe("<sales.mail.example.com>");
});
