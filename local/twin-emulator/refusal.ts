import { ReportError } from "../../functions/daily-report/domain/report-error.ts";

/** Makes the emulator answer with an error status and the vendor's error body, `{"error": string, "details"?: any}`. */
export class Refusal extends ReportError {
  override readonly name = "Refusal";
  readonly status: number;
  readonly details: unknown;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, error: string, more: { details?: unknown; headers?: Record<string, string> } = {}) {
    super("EMULATOR_REFUSED", error);
    this.status = status;
    this.details = more.details;
    this.headers = more.headers ?? {};
  }
}

/** Returns a 400 for one query parameter; `expected` says what is valid. */
export function invalidParameter(parameter: string, expected: string): Refusal {
  return new Refusal(400, "Invalid input parameters", { details: { parameter, expected } });
}
