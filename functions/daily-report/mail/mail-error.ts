import { ReportError } from "../domain/report-error.ts";
import type { MailFate } from "../ports.ts";

/**
 * Thrown if a mail was not handed over, or if it is unknown whether it was. `MAIL_CONTENT`: the mail cannot be composed.
 * `MAIL_OUTBOX`: the outbox did not accept it. `MAIL_SES`: SES did not accept it. The error contains no address and no text
 * of the mail. It has no `cause`, because errors of the AWS SDK contain both.
 */
export class MailError extends ReportError {
  override readonly name = "MailError";
  readonly fate: MailFate;

  constructor(code: "MAIL_CONTENT" | "MAIL_OUTBOX" | "MAIL_SES", message: string, fate: MailFate) {
    super(code, message);
    this.fate = fate;
  }
}
