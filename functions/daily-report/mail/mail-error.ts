import { ReportError } from "../domain/report-error.ts";

/**
 * What became of a mail that was not taken: "refused" this mail did not go out and never will; "blocked" it did not go out, nor
 * would any other until somebody changes something; "later" it did not go out, and the same mail may a little later;
 * "unknown" nobody can tell whether it went out.
 */
export type MailFate = "refused" | "blocked" | "later" | "unknown";

/**
 * A mail that was not handed over, so far as is known: `MAIL_CONTENT` it cannot be written, `MAIL_OUTBOX` the outbox or
 * `MAIL_SES` the service did not take it. It names no address and no word of the mail, and carries no cause: the errors of
 * the AWS SDK hold both.
 */
export class MailError extends ReportError {
  override readonly name = "MailError";
  readonly fate: MailFate;

  constructor(code: "MAIL_CONTENT" | "MAIL_OUTBOX" | "MAIL_SES", message: string, fate: MailFate) {
    super(code, message);
    this.fate = fate;
  }
}
