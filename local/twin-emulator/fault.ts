/** A failure of one request. If the correct answer is not sent, the request has no effect. */
export type Fault =
  /** Another status; `body` is sent as JSON. Default: an error body like the vendor's. */
  | {
      readonly kind: "status";
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: unknown;
    }
  /** 200 with a page of HTML, like a proxy's login or maintenance page. */
  | { readonly kind: "html" }
  /** No answer. */
  | { readonly kind: "silent" }
  /** No answer; the connection is reset. */
  | { readonly kind: "reset" }
  /** Half of the correct answer's body, then the connection is closed. */
  | { readonly kind: "truncated" }
  /** Half of the correct answer's body, then nothing more. */
  | { readonly kind: "stalled" }
  /** The correct answer, `milliseconds` later. */
  | { readonly kind: "late"; readonly milliseconds: number }
  /** The correct answer with a changed body: a wrong count, an empty page, items of another type, no token. */
  | { readonly kind: "altered"; readonly alter: (body: unknown) => unknown };

export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** A JSON value, or a page of HTML. */
  readonly body: { readonly json: unknown } | { readonly html: string };
};

const MAINTENANCE = "<!doctype html><title>Maintenance</title><p>We will be back soon.</p>";

/** Applies the fault to the answer. `answer` is not called if the fault replaces the whole answer. */
export async function disturb(fault: Fault | null, answer: () => Promise<Answer>): Promise<Answer> {
  if (fault?.kind === "html") return { status: 200, headers: {}, body: { html: MAINTENANCE } };
  if (fault?.kind === "status") {
    return {
      status: fault.status,
      headers: fault.headers ?? {},
      body: { json: fault.body ?? { error: "Emulated fault" } },
    };
  }
  const correct = await answer();
  if (fault?.kind !== "altered" || "html" in correct.body) return correct;
  return { ...correct, body: { json: fault.alter(correct.body.json) } };
}
