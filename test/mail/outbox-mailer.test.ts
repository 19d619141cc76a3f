import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createOutboxMailer } from "../../functions/daily-report/mail/outbox-mailer.ts";
import { describeMailBytes, describeMailer, plainMail, readMime } from "./mailer.contract.ts";

let folders: string;
beforeAll(async () => {
  folders = await mkdtemp(join(tmpdir(), "outbox-"));
});
afterAll(() => rm(folders, { recursive: true }));

const newFolder = () => mkdtemp(join(folders, "outbox-"));

describe("the outbox", () => {
  const openOutbox = async () => {
    const folder = join(await newFolder(), "made", "later");
    const mailOf = async (name: string) => {
      const mime = await readFile(join(folder, name));
      const read = await readMime(mime);
      return { mime, read, recipients: read.to.map(({ address }) => address) };
    };
    const delivered = async () => Promise.all((await readdir(folder).catch(() => [])).map(mailOf));
    return { mailer: createOutboxMailer(folder), delivered };
  };
  describeMailer(openOutbox);
  describeMailBytes(openOutbox);

  test("writes a file named by date, recipient and content, and returns its path", async () => {
    const folder = await newFolder();
    const path = await createOutboxMailer(folder).send({ ...plainMail, to: "o'neil/.+./x@example.com" });
    expect(dirname(path)).toBe(folder);
    expect(basename(path)).toMatch(/^2021-01-12T04-30-00Z_o_neil_\.\+\._x@example\.com_[0-9a-f]{8}\.eml$/);
    expect(await readdir(folder)).toEqual([basename(path)]);
  });

  test("writes separate files for different recipients and different contents", async () => {
    const folder = await newFolder();
    const mailer = createOutboxMailer(folder);
    const mails = [
      plainMail,
      { ...plainMail, to: "ann@example.com" },
      { ...plainMail, text: "13 sessions" },
      plainMail,
    ];
    const paths = await Promise.all(mails.map((mail) => mailer.send(mail)));
    expect((await readdir(folder)).sort()).toEqual(paths.map((path) => basename(path)).sort());
  });

  test("throws an error that names the problem of the folder and quotes nothing of the mail", async () => {
    const file = join(await newFolder(), "file");
    await writeFile(file, "not a folder");
    const refused = createOutboxMailer(file).send(plainMail);
    await expect(refused).rejects.toMatchObject({ name: "MailError", code: "MAIL_OUTBOX", fate: "blocked" });
    await expect(refused).rejects.toThrow(/^The outbox did not take a mail \(EEXIST\); its folder must be/);
  });
});
