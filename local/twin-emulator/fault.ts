/** A way for one request to go wrong. Where the true answer is not given, nothing was done for the request either. */
export type Fault =
  /** This status instead; `body` as JSON, a body such as the vendor's when left out. */
  | {
      readonly kind: "status";
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: unknown;
    }
  /** 200 with a page of HTML instead, as a proxy's login or maintenance page. */
  | { readonly kind: "html" }
  /** Never an answer. */
  | { readonly kind: "silent" }
  /** The connection is reset instead of an answer. */
  | { readonly kind: "reset" }
  /** Half of the true answer's body, then the connection is closed. */
  | { readonly kind: "truncated" }
  /** Half of the true answer's body, then nothing more. */
  | { readonly kind: "stalled" }
  /** The true answer, `milliseconds` later. */
  | { readonly kind: "late"; readonly milliseconds: number }
  /** The true answer with another body: a wrong count, an empty page, items of another type, a token left out. */
  | { readonly kind: "altered"; readonly alter: (body: unknown) => unknown };

export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** A JSON value, or a page of HTML. */
  readonly body: { readonly json: unknown } | { readonly html: string };
};

const MAINTENANCE = "<!doctype html><title>Maintenance</title><p>We will be back soon.</p>";

/** The answer after the fault has had its way with it. `answer` is not called by a fault that puts another in its place. */
export async function disturb(fault: Fault | null, answer: () => Promise<Answer>): Promise<Answer> {
  if (fault?.kind === "html") return { status: 200, headers: {}, body: { html: MAINTENANCE } };
  if (fault?.kind === "status") {
    return {
      status: fault.status,
      headers: fault.headers ?? {},
      body: { json: fault.body ?? { error: "Emulated fault" } },
    };
  }
  const truth = await answer();
  if (fault?.kind !== "altered" || "html" in truth.body) return truth;
  return { ...truth, body: { json: fault.alter(truth.body.json) } };
}
