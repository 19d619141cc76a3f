import { ReportError } from "../domain/report-error.ts";

/**
 * The errors of this client. A message says what was asked, what came and what to do. None has a cause: an error of the HTTP
 * library carries the token and the password.
 */
export class TwinError extends ReportError {
  override readonly name: string = "TwinError";
}

/** The email and password were refused. */
export class TwinLoginError extends TwinError {
  override readonly name: string = "TwinLoginError";
  constructor(message: string) {
    super("TWIN_LOGIN_REFUSED", message);
  }
}

/** The API refused a request, or sent it elsewhere: trying again would not help. */
export class TwinRequestError extends TwinError {
  override readonly name: string = "TwinRequestError";
  constructor(message: string) {
    super("TWIN_REQUEST_REFUSED", message);
  }
}

/** No answer in all tries: the API was down, too slow or too busy. Trying again later may help. */
export class TwinUnavailableError extends TwinError {
  override readonly name: string = "TwinUnavailableError";
  constructor(message: string) {
    super("TWIN_UNAVAILABLE", message);
  }
}

/** An answer came, but not in the form the API documents. */
export class TwinAnswerError extends TwinError {
  override readonly name: string = "TwinAnswerError";
  constructor(message: string) {
    super("TWIN_ANSWER_UNREADABLE", message);
  }
}

/** Each answer could be read, but together they are no list of the day's sessions. */
export class TwinWalkError extends TwinError {
  override readonly name: string = "TwinWalkError";
  constructor(message: string) {
    super("TWIN_LIST_INCONSISTENT", message);
  }
}

/** The reading was stopped, by another failure or because its caller had enough. */
export class TwinAbortedError extends TwinError {
  override readonly name: string = "TwinAbortedError";
  constructor(asked: string) {
    super("TWIN_ABORTED", `Asking TWIN for ${asked} was stopped before an answer came; start the reading again.`);
  }
}
