import { english } from "./english/english.ts";
import { russian } from "./russian/russian.ts";
import type { Locale, Texts } from "./texts.ts";

const texts: Record<Locale, Texts> = { en: english, ru: russian };

export function textsFor(locale: Locale): Texts {
  return texts[locale];
}
