import type { Report } from "../domain/report.ts";
import type { Enclosure, RenderedMail } from "../ports.ts";
import type { Locale } from "../texts/texts.ts";
import { wordsFor } from "../texts/words.ts";
import { drawHtml } from "./draw-html.ts";
import { drawHeadline, drawText } from "./draw-text.ts";
import { mailContentOf } from "./mail-content.ts";
import { headlineSections, mailSections } from "./mail-sections.ts";
import { oneLine } from "./one-line.ts";

export type EmailInput = {
  report: Report;
  title: string;
  locale: Locale;
  /** ISO 4217; null if money is shown without a currency. */
  currency: string | null;
  /** The address for replies. Default null. */
  replyTo?: string | null;
  /** The address of sessions' pages; without it they are not linked. */
  sessionUrl?: string | null;
  enclosure: Enclosure;
};

/** Renders the report as a mail: subject, HTML and plain text. HTML and plain text have the same content. */
export function renderEmail(input: EmailInput): RenderedMail {
  const { report, title, locale, currency, enclosure } = input;
  const words = wordsFor(locale, currency, input);
  const content = mailContentOf({ report, title, enclosure, words }, mailSections);
  return { subject: oneLine(content.subject), html: drawHtml(content), text: drawText(content) };
}

/** Renders the report in a few lines, for a terminal. */
export function renderHeadline(input: Omit<EmailInput, "enclosure">): string {
  const { report, title, locale, currency } = input;
  const enclosure = { attached: [], archived: [] };
  const words = wordsFor(locale, currency, input);
  return drawHeadline(mailContentOf({ report, title, enclosure, words }, headlineSections));
}
