import { type Format, formatFor } from "./format.ts";
import type { Locale, Texts } from "./texts.ts";
import { textsFor } from "./texts-for.ts";

/** A language's texts and its way of writing figures, which go together. */
export type Words = {
  texts: Texts;
  format: Format;
  /** ISO 4217; null: money stands without a currency. */
  currency: string | null;
};

/** The words of a language. */
export function wordsFor(locale: Locale, currency: string | null): Words {
  const texts = textsFor(locale);
  return { texts, format: formatFor(texts, currency), currency };
}
