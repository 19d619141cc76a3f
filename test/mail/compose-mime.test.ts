import fc from "fast-check";
import PostalMime from "postal-mime";
import { describe, expect, test } from "vitest";
import { mostAttachedBytes } from "../../functions/daily-report/delivery/choose-attachments.ts";
import { composeMime } from "../../functions/daily-report/mail/compose-mime.ts";
import type { OutgoingMail } from "../../functions/daily-report/ports.ts";
import { plainMail } from "./mailer.contract.ts";

const report = { fileName: "report.xlsx", contentType: "application/json", content: Uint8Array.of(1, 2, 3) };
const compose = async (changes: Partial<OutgoingMail>) =>
  Buffer.from(await composeMime({ ...plainMail, ...changes })).toString("latin1");
const headersOf = (mime: string) =>
  mime
    .slice(0, mime.indexOf("\r\n\r\n"))
    .replace(/\r\n[ \t]/g, " ")
    .split("\r\n");
const headerOf = (mime: string, name: string) => headersOf(mime).find((line) => line.startsWith(`${name}: `));

describe("composeMime", () => {
  test("returns the same bytes for the same mail", async () => {
    const mail = { attachments: [report, { ...report, fileName: "b.json" }] };
    expect(await compose(mail)).toBe(await compose(structuredClone(mail)));
  });

  test.each<[string, Partial<OutgoingMail>]>([
    ["sender", { from: "others@example.com" }],
    ["recipient", { to: "ann@example.com" }],
    ["reply-to address", { replyTo: "lead@example.com" }],
    ["subject", { subject: "Another" }],
    ["report's id", { list: { ...plainMail.list, id: "sales" } }],
    ["report's title", { list: { ...plainMail.list, title: "Sales" } }],
    ["date", { date: 0 }],
    ["text", { text: "13 sessions" }],
    ["HTML", { html: "<p>13 sessions</p>" }],
    ["attachment's bytes", { attachments: [{ ...report, content: Uint8Array.of(1, 2, 4) }] }],
    ["attachment's name", { attachments: [{ ...report, fileName: "other.xlsx" }] }],
  ])("gives the mail another Message-ID if its %s changes", async (_, change) => {
    const base = { attachments: [report] };
    const changed = headerOf(await compose({ ...base, ...change }), "Message-ID");
    expect(changed).toMatch(/^Message-ID: <[0-9a-f]{32}@example\.com>$/);
    expect(changed).not.toBe(headerOf(await compose(base), "Message-ID"));
  });
});

test("nests text and HTML as alternatives beside the attachments", async () => {
  const mime = await compose({ attachments: [report] });
  expect([...mime.matchAll(/^Content-Type: ([^;\r]+)/gm)].map((match) => match[1])).toEqual([
    "multipart/mixed",
    "multipart/alternative",
    "text/plain",
    "text/html",
    "application/json",
  ]);
});

test("a mail with the largest allowed attachments is smaller than the 10 MB of SES", async () => {
  const content = new Uint8Array(mostAttachedBytes / 2).fill(255);
  const mime = await compose({ attachments: [report, report].map((file) => ({ ...file, content })) });
  expect(mime.length).toBeLessThan(10_000_000);
});

test("writes the headers: date in UTC, addresses, encoded subject and the marks of an automatic mail", async () => {
  const mime = await compose({ from: "Отчёты <reports@example.com>", subject: "Отчёт", replyTo: "lead@example.com" });
  expect(headersOf(mime)).toEqual([
    "Auto-Submitted: auto-generated",
    "X-Auto-Response-Suppress: All",
    "List-Id: Support daily <support-daily.example.com>",
    "From: =?UTF-8?B?0J7RgtGH0ZHRgtGL?= <reports@example.com>",
    "To: team@example.com",
    "Reply-To: lead@example.com",
    "Subject: =?UTF-8?B?0J7RgtGH0ZHRgg==?=",
    expect.stringMatching(/^Message-ID: /),
    "Date: Tue, 12 Jan 2021 04:30:00 +0000",
    "MIME-Version: 1.0",
    expect.stringMatching(/^Content-Type: multipart\/alternative; boundary=/),
  ]);
});

test("encodes a file name that is not ASCII by RFC 2231", async () => {
  const mime = await compose({ attachments: [{ ...report, fileName: "отчёт.xlsx" }] });
  expect(mime).toMatch(/filename\*0\*=utf-8''%D0%BE%D1%82%D1%87%D1%91%D1%82\.xlsx/);
});

test("a subject that looks like an encoded word is shown unchanged", async () => {
  const subject = "=?utf-8?Q?Bcc=3A_evil?= shown";
  expect((await PostalMime.parse(await compose({ subject }))).subject).toBe("= ?utf-8?Q?Bcc=3A_evil?= shown");
});

test("removes folders and marks of writing direction from a file name", async () => {
  const fileNameOf = async (fileName: string) => {
    const email = await PostalMime.parse(await compose({ attachments: [{ ...report, fileName }] }));
    return email.attachments[0]?.filename;
  };
  expect(await fileNameOf("../..\\C:report.xlsx")).toBe(".._.._C_report.xlsx");
  expect(await fileNameOf("report\u202Excod.exe")).toBe("report xcod.exe");
  expect(await fileNameOf("\r\n")).toBe("attachment");
  expect(await fileNameOf('a"b<c>|d?e*f.xlsx')).toBe("a_b_c__d_e_f.xlsx");
  expect(await fileNameOf("a\r\nContent-Type: text/html\u2028\0.xlsx")).toBe("a Content-Type_ text_html .xlsx");
});

const lineEnds = ["\r\n", "\n", "\r", "\0", "\u0085", "\u2028", "\u2029", "\r\n\r\n", "\r\n "];

describe.each(["from", "to", "replyTo"] as const)("the name in %s", (role) => {
  test.each(lineEnds)("adds no header and no recipient with the line end %j", async (end) => {
    const words = `x${end}Bcc: evil@example.com, evil@example.com${end}X-Evil: 1`;
    const mime = await compose({ [role]: `"${words}" <lead@example.com>` });
    const email = await PostalMime.parse(mime);
    expect(email.headers.map(({ key }) => key)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/bcc|evil/)]),
    );
    const { from, to = [], replyTo = [] } = email;
    const addresses = { from: [from], to, replyTo }[role].map((mailbox) => mailbox?.address);
    expect([addresses, mime]).toEqual([["lead@example.com"], expect.not.stringMatching(/^(bcc|x-evil)/im)]);
  });
});

test.each(lineEnds)("refuses a content type of an attachment that contains %j", async (end) => {
  for (const contentType of [`text/html${end}`, `${end}text/html`, `text/html${end}X-Evil: 1`]) {
    const refused = composeMime({ ...plainMail, attachments: [{ ...report, contentType }] });
    await expect(refused).rejects.toMatchObject({ name: "MailError", code: "MAIL_CONTENT" });
  }
});

test.each(["text/html\r\nX-Evil: 1", "text/html; name=a", "multipart/mixed", "message/rfc822", "json", ""])(
  "refuses %j as the content type of an attachment",
  async (contentType) => {
    const refused = composeMime({ ...plainMail, attachments: [{ ...report, contentType }] });
    await expect(refused).rejects.toMatchObject({ name: "MailError", code: "MAIL_CONTENT", fate: "refused" });
  },
);

test.each(["", "Support", "a.b", "a b", "a>", "x".repeat(64), "a\r\nBcc: b@example.com"])(
  "refuses %j as the id of a report",
  async (id) => {
    const refused = composeMime({ ...plainMail, list: { id, title: "Support" } });
    await expect(refused).rejects.toMatchObject({ name: "MailError", code: "MAIL_CONTENT", fate: "refused" });
  },
);

test.each([{ text: "" }, { html: "" }])("refuses an empty mail: %j", async (change) => {
  const refused = composeMime({ ...plainMail, ...change });
  await expect(refused).rejects.toMatchObject({ name: "MailError", code: "MAIL_CONTENT", fate: "refused" });
});

test.each([
  ["sender", { from: "a@example.com, b@example.com" }],
  ["reply-to address", { replyTo: "a@example.com\nBcc: b@example.com" }],
])("throws an error if the %s is not one address, without quoting it", async (role, change) => {
  await expect(composeMime({ ...plainMail, ...change })).rejects.toThrow(
    `The ${role} of a mail must be one address such as "team@example.com" or "Team <team@example.com>"; it is not.`,
  );
});

test("random texts change neither the headers nor the maximum line length", async () => {
  const hostile = fc.oneof(
    fc.string({ unit: "binary", maxLength: 300 }),
    fc
      .array(
        fc.constantFrom("\r", "\n", "\0", "\u2028", "\ud800", "Bcc: a@b", "=?utf-8?Q?", "?=", "x", "ё", " ", '"', "\\"),
      )
      .map((pieces) => pieces.join("")),
    fc.integer({ min: 1, max: 3_000 }).map((length) => "x".repeat(length)),
  );
  const property = fc.asyncProperty(hostile, hostile, hostile, async (subject, name, words) => {
    const mime = await compose({
      subject,
      list: { id: "support", title: subject },
      from: `"${name.replace(/["\\]/g, "")}" <reports@example.com>`,
      text: `${words}.`,
      html: `${words}.`,
      attachments: [{ ...report, fileName: name }],
    });
    const names = headersOf(mime).map((line) => line.split(":")[0]);
    expect(names.filter((header) => header !== "Subject")).toEqual([
      ...["Auto-Submitted", "X-Auto-Response-Suppress", "List-Id"],
      "From",
      "To",
      "Message-ID",
      "Date",
      "MIME-Version",
      "Content-Type",
    ]);
    expect(mime).not.toMatch(/[^\r]\n|\r[^\n]|[^\t\r\n -~]/);
    expect(Math.max(...mime.split("\r\n").map((line) => line.length))).toBeLessThan(998);
    expect((await PostalMime.parse(mime)).attachments).toHaveLength(1);
  });
  await fc.assert(property, { seed: 20210111, numRuns: 300 });
});
