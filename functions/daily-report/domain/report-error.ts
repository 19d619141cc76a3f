/**
 * The base class of the project's errors. `message` says what is wrong and what would be right. It never contains a secret,
 * a client's text or the message of another library's error. `code` is stable, for logs and alarms.
 */
export class ReportError extends Error {
  override readonly name: string = "ReportError";
  readonly code: string;

  constructor(code: string, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}
