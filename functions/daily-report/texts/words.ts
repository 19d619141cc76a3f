import { type Format, formatFor } from "./format.ts";
import { sessionLink } from "./session-link.ts";
import type { Locale, Texts } from "./texts.ts";
import { textsFor } from "./texts-for.ts";

/** The texts and the number formats of a language, and what a report's definition says about them. */
export type Words = {
  texts: Texts;
  format: Format;
  /** ISO 4217; null shows money without a currency. */
  currency: string | null;
  /** The address to write to about the report; null if there is none. */
  contact: string | null;
  /** The address of a session's page; null if there is none, because the definition has no `sessionUrl`, or none for this id. */
  linkOf(sessionId: string): string | null;
};

/** Addresses of a report definition, checked. Both may be missing. */
export type Addresses = { readonly replyTo?: string | null; readonly sessionUrl?: string | null };

export function wordsFor(locale: Locale, currency: string | null, addresses: Addresses = {}): Words {
  const { replyTo = null, sessionUrl = null } = addresses;
  const texts = textsFor(locale);
  const linkOf = (id: string) => sessionUrl && sessionLink(sessionUrl, id);
  return { texts, format: formatFor(texts, currency), currency, contact: replyTo, linkOf };
}
