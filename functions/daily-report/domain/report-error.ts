/**
 * The root of the project's own errors. `message` is one sentence that names what is wrong and what would be right;
 * it never holds a secret, a client's words or a foreign error's text. `code` is stable, for logs and alarms.
 */
export class ReportError extends Error {
  override readonly name: string = "ReportError";
  readonly code: string;

  constructor(code: string, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}
