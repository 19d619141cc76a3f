import { ReportError } from "../domain/report-error.ts";

/**
 * A mail that was not handed over, so far as is known: `MAIL_CONTENT` it cannot be written, `MAIL_OUTBOX` the outbox or
 * `MAIL_SES` the service did not take it. It names no address and no word of the mail, and carries no cause: the errors of
 * the AWS SDK hold both.
 */
export class MailError extends ReportError {
  override readonly name = "MailError";
  /** Whether the same mail may go through later, without anybody changing anything. */
  readonly retriable: boolean;

  constructor(code: "MAIL_CONTENT" | "MAIL_OUTBOX" | "MAIL_SES", message: string, retriable: boolean) {
    super(code, message);
    this.retriable = retriable;
  }
}
