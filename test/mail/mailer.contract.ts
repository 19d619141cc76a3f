import PostalMime from "postal-mime";
import { describe, expect, test } from "vitest";
import type { Mailer, OutgoingMail } from "../../functions/daily-report/ports.ts";

/** A mail as it reached the other side; `recipients` are those it is handed to, whatever its headers say. */
export type DeliveredMail = { mime: Uint8Array; recipients: readonly string[] };

export type OpenMailer = () => Promise<{ mailer: Mailer; delivered(): Promise<DeliveredMail[]> }>;

export const plainMail: OutgoingMail = {
  from: "Daily report <reports@example.com>",
  to: "team@example.com",
  replyTo: null,
  subject: "Daily report",
  html: "<p>12 sessions</p>",
  text: "12 sessions",
  attachments: [],
  date: Date.UTC(2021, 0, 12, 4, 30),
};

const everyByte = Uint8Array.from({ length: 5_000 }, (_, i) => (i * 7) % 256);
const xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** What every mailer must do; `openMailer` answers one that has sent nothing yet. */
export function describeMailer(openMailer: OpenMailer): void {
  const send = async (changes: Partial<OutgoingMail>) => {
    const { mailer, delivered } = await openMailer();
    const receipt = await mailer.send({ ...plainMail, ...changes });
    const [mail, ...more] = await delivered();
    if (mail === undefined || more.length > 0)
      throw new Error(`expected one mail, not ${more.length + (mail ? 1 : 0)}`);
    const raw = Buffer.from(mail.mime).toString("latin1");
    return { receipt, raw, recipients: mail.recipients, email: await PostalMime.parse(mail.mime) };
  };

  test("brings text and HTML in Cyrillic as they were written", async () => {
    const words = "Операторы: «Анна» — 12 сессий, 😀\nОтветов: 3 = 3.\n\nстрока с пробелом \n.";
    const { email } = await send({
      subject: "Отчёт за 11 января 2021 года: 84 сессии, CSI 65 %, NPS −12 — и ещё немного слов",
      text: words,
      html: `<p title="a=b">${words}</p>\n`,
    });
    expect(email.subject).toBe("Отчёт за 11 января 2021 года: 84 сессии, CSI 65 %, NPS −12 — и ещё немного слов");
    expect(email.text?.trimEnd()).toBe(words);
    expect(email.html?.trimEnd()).toBe(`<p title="a=b">${words}</p>`);
  });

  test("brings every attachment with its name, type and bytes", async () => {
    const longName = `отчёт контакт-центра за день ${"очень ".repeat(20)}2021-01-11.xlsx`;
    const attachments = [
      { fileName: "report.xlsx", contentType: xlsx, content: everyByte },
      { fileName: longName, contentType: xlsx, content: everyByte.subarray(1_000, 1_001) },
      { fileName: "rows.csv", contentType: "text/csv", content: Buffer.from("ё;1\n2\r\n\r3 \n=41") },
      { fileName: "empty.json", contentType: "application/json", content: new Uint8Array() },
    ];
    const { email } = await send({ attachments });
    expect(email.attachments.map((part) => [part.filename, part.mimeType, part.disposition])).toEqual(
      attachments.map((part) => [part.fileName, part.contentType, "attachment"]),
    );
    email.attachments.forEach((part, i) => {
      const content = Buffer.from(part.content as ArrayBuffer);
      expect(content.equals(attachments[i]?.content ?? Buffer.of(1)), part.filename ?? "").toBe(true);
    });
  });

  test("names sender and answer address as they are", async () => {
    const { email } = await send({ from: '"Отчёты, ежедневные" <reports@example.com>', replyTo: "lead@example.com" });
    expect(email.from).toMatchObject({ name: "Отчёты, ежедневные", address: "reports@example.com" });
    expect(email.replyTo).toMatchObject([{ name: "", address: "lead@example.com" }]);
    expect(email.date).toBe("2021-01-12T04:30:00.000Z");
  });

  test("answers where the mail is", async () => {
    const { receipt } = await send({});
    expect(receipt).toMatch(/\S{8,}/);
  });

  test("sends the same mail again when asked again", async () => {
    const { mailer, delivered } = await openMailer();
    const receipts = [await mailer.send(plainMail), await mailer.send(plainMail)];
    expect(new Set(receipts).size).toBe(2);
    expect(await delivered()).toHaveLength(2);
  });

  describe("recipients", () => {
    test("hands the mail to its one recipient", async () => {
      const { recipients, email } = await send({ to: "ann@example.com" });
      expect(recipients).toEqual(["ann@example.com"]);
      expect(email.to).toMatchObject([{ address: "ann@example.com" }]);
    });

    test.each([
      "ann@example.com, bob@example.com",
      "ann@example.com;bob@example.com",
      "ann@example.com bob@example.com",
      "Team: ann@example.com, bob@example.com;",
      "<ann@example.com> <bob@example.com>",
      "Ann <bob@example.com> <ann@example.com>",
      "ann@example.com\r\nBcc: bob@example.com",
      "ann@example.com\n",
      "ann@example.com\u2028bob@example.com",
      "ann@bob@example.com",
      '"ann@example.com"',
      "ann@example.com(bob@example.com)",
      "ann",
      "",
    ])("refuses %j, which is not one address, and sends nothing", async (to) => {
      const { mailer, delivered } = await openMailer();
      const refused = mailer.send({ ...plainMail, to });
      await expect(refused).rejects.toMatchObject({ name: "MailError", code: "MAIL_CONTENT", retriable: false });
      await expect(refused).rejects.not.toThrow(/ann|bob/);
      expect(await delivered()).toEqual([]);
    });
  });

  test.each(["\r\n", "\n", "\r", "\0", "\u2028", "\u2029", "\u0085", "\r\n\r\n", "\n "])(
    "lets nobody write a header by way of %j",
    async (ending) => {
      const attack = `x${ending}Bcc: evil@example.com${ending}X-Evil: 1`;
      const { email, raw, recipients } = await send({
        subject: attack,
        from: `"${attack}" <reports@example.com>`,
        attachments: [{ fileName: attack, contentType: "application/json", content: everyByte }],
      });
      expect(recipients).toEqual(["team@example.com"]);
      expect(email.headers.map((header) => header.key).sort()).toEqual(
        ["content-type", "date", "from", "message-id", "mime-version", "subject", "to"].sort(),
      );
      expect(raw).not.toMatch(/^(bcc|x-evil)/im);
      expect(email.subject?.replace(/ +/g, " ")).toBe("x Bcc: evil@example.com X-Evil: 1");
    },
  );
}
