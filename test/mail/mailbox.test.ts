import { domainToASCII } from "node:url";
import fc from "fast-check";
import PostalMime from "postal-mime";
import { expect, test } from "vitest";
import { composeMime } from "../../functions/daily-report/mail/compose-mime.ts";
import { parseMailbox } from "../../functions/daily-report/mail/mailbox.ts";
import { asciiAddress, domainOf } from "../../functions/daily-report/mail-address.ts";
import { plainMail } from "./mailer.contract.ts";

const local = fc.oneof(
  fc.constantFrom(
    "o'neil",
    "first.last+tag",
    "=?utf-8?Q?a?",
    "a=2C",
    "{x|y}",
    "&amp;",
    "%s",
    "`",
    "a/b",
    "a..b",
    '"a"',
  ),
  fc
    .array(fc.constantFrom(..."aZ9!#$%&'*+/=?^_`{|}~.-,;:<>()[]@\\\" ё\u0000".split("")), {
      minLength: 1,
      maxLength: 12,
    })
    .map((characters) => characters.join("")),
);
const domain = fc.oneof(
  fc.constantFrom(
    "example.com",
    "EXAMPLE.com",
    "почта.рф",
    "ПОЧТА.рф",
    "faß.de",
    "xn--80a1acny.xn--p1ai",
    "例え.テスト",
  ),
  fc
    .array(fc.constantFrom(..."aя例9-.,;<>@:/%\u3002\uFE0F".split("")), { minLength: 1, maxLength: 8 })
    .map((characters) => `${characters.join("")}.com`),
);

test("every accepted address is exactly one mailbox in the MIME text, unchanged or with its domain in ASCII", async () => {
  let passed = 0;
  const property = fc.asyncProperty(local, domain, async (before, after) => {
    const address = asciiAddress(`${before}@${after}`);
    if (address === null) return;
    passed += 1;
    const mime = await composeMime({ ...plainMail, from: `"A, b" <${address}>`, to: address, replyTo: address });
    const { from, to, replyTo, cc, bcc } = await PostalMime.parse(mime);
    const onTheWire = { name: "", address: `${before}@${domainToASCII(after)}` };
    expect([from, to, replyTo, cc, bcc]).toEqual([
      { ...onTheWire, name: "A, b" },
      [onTheWire],
      [onTheWire],
      undefined,
      undefined,
    ]);
    expect([address.slice(0, before.length), domainOf(address)]).toEqual([before, domainToASCII(after)]);
  });
  await fc.assert(property, { seed: 20210111, numRuns: 1_500 });
  expect(passed).toBeGreaterThan(250);
});

test.each([
  ["boss@почта.рф", { name: "", address: "boss@xn--80a1acny.xn--p1ai" }],
  ["Отдел <boss@почта.рф>", { name: "Отдел", address: "boss@xn--80a1acny.xn--p1ai" }],
  ["\"O'Neil, A.\" <o'neil@example.com>", { name: "O'Neil, A.", address: "o'neil@example.com" }],
])("parseMailbox reads %s", (text, mailbox) => {
  expect(parseMailbox(text, "sender")).toEqual(mailbox);
});

test.each(["почта@example.com", "a..b@example.com", "a@localhost", "a@b.com:25", "Отдел <a@почта.рф/x>"])(
  "parseMailbox refuses %s",
  (text) => {
    expect(() => parseMailbox(text, "sender")).toThrow("The sender of a mail must be one address such as");
  },
);
