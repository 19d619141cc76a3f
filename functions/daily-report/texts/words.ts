import { type Format, formatFor } from "./format.ts";
import type { Locale, Texts } from "./texts.ts";
import { textsFor } from "./texts-for.ts";

/** The texts and the number formats of a language. */
export type Words = {
  texts: Texts;
  format: Format;
  /** ISO 4217; null shows money without a currency. */
  currency: string | null;
  /** The address to write to about the report; null if there is none. */
  contact: string | null;
};

export function wordsFor(locale: Locale, currency: string | null, contact: string | null = null): Words {
  const texts = textsFor(locale);
  return { texts, format: formatFor(texts, currency), currency, contact };
}
