import { ReportError } from "../domain/report-error.ts";

/**
 * The errors of this client. A message says what was requested, what was received and what to do. No error has a cause,
 * because errors of the HTTP library contain the token and the password.
 */
export class TwinError extends ReportError {
  override readonly name: string = "TwinError";
}

/** TWIN refused the email and password. */
export class TwinLoginError extends TwinError {
  override readonly name: string = "TwinLoginError";
  constructor(message: string) {
    super("TWIN_LOGIN_REFUSED", message);
  }
}

/** The API refused or redirected a request; a retry would not help. */
export class TwinRequestError extends TwinError {
  override readonly name: string = "TwinRequestError";
  constructor(message: string) {
    super("TWIN_REQUEST_REFUSED", message);
  }
}

/** No attempt got an answer: the API was down, too slow or too busy. A later retry may help. */
export class TwinUnavailableError extends TwinError {
  override readonly name: string = "TwinUnavailableError";
  constructor(message: string) {
    super("TWIN_UNAVAILABLE", message);
  }
}

/** An answer does not have the documented form. */
export class TwinAnswerError extends TwinError {
  override readonly name: string = "TwinAnswerError";
  constructor(message: string) {
    super("TWIN_ANSWER_UNREADABLE", message);
  }
}

/** Each answer can be read, but together they contradict each other. */
export class TwinWalkError extends TwinError {
  override readonly name: string = "TwinWalkError";
  constructor(message: string) {
    super("TWIN_LIST_INCONSISTENT", message);
  }
}

/** The reading was aborted, by another failure or by the caller. */
export class TwinAbortedError extends TwinError {
  override readonly name: string = "TwinAbortedError";
  constructor(asked: string) {
    super("TWIN_ABORTED", `Asking TWIN for ${asked} was stopped before an answer came; start the reading again.`);
  }
}
