import PostalMime, { type Address, decodeWords } from "postal-mime";
import { describe, expect, test } from "vitest";
import type { Mailer, OutgoingMail } from "../../functions/daily-report/ports.ts";

type Mailbox = { readonly name: string; readonly address: string };

/** A mail as the reader sees it. */
export type ReadMail = {
  readonly from: Mailbox;
  readonly to: readonly Mailbox[];
  readonly replyTo: readonly Mailbox[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly attachments: OutgoingMail["attachments"];
};

/** A mail as it was delivered; `recipients` are those of the envelope. */
export type DeliveredMail = { readonly read: ReadMail; readonly recipients: readonly string[] };

/** A delivered mail with its exact bytes. */
export type DeliveredMime = DeliveredMail & { readonly mime: Uint8Array };

/** Creates a mailer that has sent nothing yet. */
export type OpenMailer<Delivered extends DeliveredMail> = () => Promise<{
  mailer: Mailer;
  delivered(): Promise<Delivered[]>;
}>;

export const plainMail: OutgoingMail = {
  from: "Daily report <reports@example.com>",
  to: "team@example.com",
  replyTo: null,
  subject: "Daily report",
  list: { id: "support-daily", title: "Support daily" },
  day: "2021-01-11",
  html: "<p>12 sessions</p>",
  text: "12 sessions",
  attachments: [],
  date: Date.UTC(2021, 0, 12, 4, 30),
};

const everyByte = Uint8Array.from({ length: 5_000 }, (_, i) => (i * 7) % 256);
const xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** What every mailer must do. */
export function describeMailer(openMailer: OpenMailer<DeliveredMail>): void {
  const send = async (changes: Partial<OutgoingMail>) => {
    const { receipt, delivered } = await sendOne(openMailer, changes);
    return { receipt, ...delivered };
  };

  test("delivers text and HTML in Cyrillic unchanged", async () => {
    const words = "Операторы: «Анна» — 12 сессий, 😀\nОтветов: 3 = 3.\n\nстрока с пробелом \n.";
    const { read } = await send({
      subject: "Отчёт за 11 января 2021 года: 84 сессии, CSI 65 %, NPS −12 — и ещё немного слов",
      text: words,
      html: `<p title="a=b">${words}</p>\n`,
    });
    expect(read.subject).toBe("Отчёт за 11 января 2021 года: 84 сессии, CSI 65 %, NPS −12 — и ещё немного слов");
    expect(read.text.trimEnd()).toBe(words);
    expect(read.html.trimEnd()).toBe(`<p title="a=b">${words}</p>`);
  });

  test("delivers every attachment with its name, type and bytes", async () => {
    const longName = `отчёт контакт-центра за день ${"очень ".repeat(20)}2021-01-11.xlsx`;
    const attachments = [
      { fileName: "report.xlsx", contentType: xlsx, content: everyByte },
      { fileName: longName, contentType: xlsx, content: everyByte.subarray(1_000, 1_001) },
      { fileName: "rows.csv", contentType: "text/csv", content: Buffer.from("ё;1\n2\r\n\r3 \n=41") },
      { fileName: "empty.json", contentType: "application/json", content: new Uint8Array() },
    ];
    const { read } = await send({ attachments });
    expect(read.attachments.map(({ fileName, contentType }) => [fileName, contentType])).toEqual(
      attachments.map(({ fileName, contentType }) => [fileName, contentType]),
    );
    read.attachments.forEach(({ fileName, content }, i) => {
      expect(Buffer.from(content).equals(attachments[i]?.content ?? Buffer.of(1)), fileName).toBe(true);
    });
  });

  test("delivers sender and reply-to address unchanged", async () => {
    const { read } = await send({ from: '"Отчёты, ежедневные" <reports@example.com>', replyTo: "lead@example.com" });
    expect(read.from).toEqual({ name: "Отчёты, ежедневные", address: "reports@example.com" });
    expect(read.replyTo).toEqual([{ name: "", address: "lead@example.com" }]);
  });

  test("returns where the mail is", async () => {
    const { receipt } = await send({});
    expect(receipt).toMatch(/\S{8,}/);
  });

  test("sends the same mail twice if it is called twice", async () => {
    const { mailer, delivered } = await openMailer();
    const receipts = [await mailer.send(plainMail), await mailer.send(plainMail)];
    expect(new Set(receipts).size).toBe(2);
    expect(await delivered()).toHaveLength(2);
  });

  describe("recipients", () => {
    test.each(["ann@example.com", "o'neil+{x}@example.com"])(
      "delivers the mail to its one recipient: %s",
      async (to) => {
        const { recipients, read } = await send({ to });
        expect(recipients).toEqual([to]);
        expect(read.to).toEqual([{ name: "", address: to }]);
      },
    );

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
      await expect(refused).rejects.toMatchObject({ name: "MailError", code: "MAIL_CONTENT", fate: "refused" });
      await expect(refused).rejects.not.toThrow(/ann|bob/);
      expect(await delivered()).toEqual([]);
    });
  });

  test.each(lineEnds)("no text of the mail can add a recipient with the line end %j", async (lineEnd) => {
    const { read, recipients } = await send(attack(lineEnd));
    expect(recipients).toEqual(["team@example.com"]);
    expect(read.subject.replace(/ +/g, " ")).toBe("x Bcc: evil@example.com X-Evil: 1");
  });
}

/** What every mailer must do, as far as only the exact bytes show it. */
export function describeMailBytes(openMailer: OpenMailer<DeliveredMime>): void {
  const send = async (changes: Partial<OutgoingMail>) => (await sendOne(openMailer, changes)).delivered.mime;

  test("writes domains in ASCII", async () => {
    const changes = { from: "Отчёты <reports@example.com>", to: "boss@почта.рф", replyTo: "Desk@Почта.РФ" };
    const { recipients, read } = (await sendOne(openMailer, changes)).delivered;
    expect(recipients).toEqual(["boss@xn--80a1acny.xn--p1ai"]);
    expect(read.to).toEqual([{ name: "", address: "boss@xn--80a1acny.xn--p1ai" }]);
    expect(read.replyTo).toEqual([{ name: "", address: "Desk@xn--80a1acny.xn--p1ai" }]);
  });

  test("writes the date of the mail and marks its files as attachments", async () => {
    const mime = await send({ attachments: [{ fileName: "report.xlsx", contentType: xlsx, content: everyByte }] });
    const email = await PostalMime.parse(mime);
    expect(email.date).toBe("2021-01-12T04:30:00.000Z");
    expect(email.attachments.map(({ disposition }) => disposition)).toEqual(["attachment"]);
  });

  test("marks the mail as automatic and names its report in the List-Id", async () => {
    const { headers } = await PostalMime.parse(await send({ list: { id: "support", title: 'Поддержка "<day>"' } }));
    const valuesOf = (name: string) => headers.filter(({ key }) => key === name).map(({ value }) => value);
    expect(valuesOf("auto-submitted")).toEqual(["auto-generated"]);
    expect(valuesOf("x-auto-response-suppress")).toEqual(["All"]);
    expect(valuesOf("list-id").map(decodeWords)).toEqual(['Поддержка "<day>" <support.example.com>']);
  });

  test.each(lineEnds)("no text of the mail can add a header with the line end %j", async (lineEnd) => {
    const mime = await send(attack(lineEnd));
    expect((await PostalMime.parse(mime)).headers.map(({ key }) => key).sort()).toEqual(
      [
        ...["auto-submitted", "content-type", "date", "from", "list-id", "message-id", "mime-version", "subject", "to"],
        "x-auto-response-suppress",
      ].sort(),
    );
    expect(Buffer.from(mime).toString("latin1")).not.toMatch(/^(bcc|x-evil)/im);
  });
}

const lineEnds = ["\r\n", "\n", "\r", "\0", "\u2028", "\u2029", "\u0085", "\r\n\r\n", "\n "];

function attack(lineEnd: string): Partial<OutgoingMail> {
  const words = `x${lineEnd}Bcc: evil@example.com${lineEnd}X-Evil: 1`;
  return {
    subject: words,
    list: { id: "support", title: words },
    from: `"${words}" <reports@example.com>`,
    attachments: [{ fileName: words, contentType: "application/json", content: everyByte }],
  };
}

async function sendOne<D extends DeliveredMail>(openMailer: OpenMailer<D>, changes: Partial<OutgoingMail>) {
  const { mailer, delivered: all } = await openMailer();
  const receipt = await mailer.send({ ...plainMail, ...changes });
  const [delivered, ...more] = await all();
  if (delivered !== undefined && more.length === 0) return { receipt, delivered };
  throw new Error(`expected one mail, not ${more.length + (delivered ? 1 : 0)}`);
}

/** Parses the bytes of a mail. */
export async function readMime(mime: Uint8Array): Promise<ReadMail> {
  const { from, to = [], replyTo = [], subject = "", text = "", html = "", attachments } = await PostalMime.parse(mime);
  return {
    from: mailboxOf(from),
    to: to.map(mailboxOf),
    replyTo: replyTo.map(mailboxOf),
    subject,
    text,
    html,
    attachments: attachments.map(({ filename, mimeType, content }) => {
      return { fileName: filename ?? "", contentType: mimeType, content: Buffer.from(content as ArrayBuffer) };
    }),
  };
}

export function mailboxOf({ name = "", address = "no address" }: Partial<Address> = {}): Mailbox {
  return { name, address };
}
