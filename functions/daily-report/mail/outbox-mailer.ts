import { createHash } from "node:crypto";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Mailer, OutgoingMail } from "../ports.ts";
import { composeMime } from "./compose-mime.ts";
import { MailError } from "./mail-error.ts";
import { parseMailbox } from "./mailbox.ts";

/**
 * Creates a mailer that writes each mail to a folder as an .eml file. `send` creates the folder if needed and returns the
 * path of the file. It never overwrites a file: sending the same mail twice makes two files. `send` throws `MailError`.
 */
export function createOutboxMailer(folder: string): Mailer {
  const base = resolve(folder);
  return {
    async send(mail) {
      const mime = await composeMime(mail);
      try {
        await mkdir(base, { recursive: true });
        return await writeNew(join(base, fileStem(mail, mime)), mime);
      } catch (error) {
        const reason = codeOf(error) ?? "an unknown reason";
        const message = `The outbox did not take a mail (${reason}); its folder must be writable and have room.`;
        throw new MailError("MAIL_OUTBOX", message, "blocked");
      }
    },
  };
}

/** Example: "2026-11-22T07-30-00Z_team@example.com_1a2b3c4d". Easy to find, and different for every mail. */
function fileStem(mail: OutgoingMail, mime: Uint8Array): string {
  const date = new Date(mail.date).toISOString().slice(0, 19).replaceAll(":", "-");
  const recipient = parseMailbox(mail.to, "recipient")
    .address.replace(/[^\w.@+-]/g, "_")
    .slice(0, 80);
  const hash = createHash("sha256").update(mime).digest("hex").slice(0, 8);
  return `${date}Z_${recipient}_${hash}`;
}

async function writeNew(stem: string, mime: Uint8Array): Promise<string> {
  for (let copy = 1; ; copy++) {
    const path = copy === 1 ? `${stem}.eml` : `${stem}-${copy}.eml`;
    try {
      await writeFile(path, mime, { flag: "wx" });
      return path;
    } catch (error) {
      if (codeOf(error) === "EEXIST") continue;
      await rm(path, { force: true });
      throw error;
    }
  }
}

/** Returns the code of a system error, such as "ENOSPC"; undefined for any other error. */
function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}
