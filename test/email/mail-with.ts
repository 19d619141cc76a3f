import type { MailContent } from "../../functions/daily-report/email/mail-content.ts";
import type { Section } from "../../functions/daily-report/email/section.ts";

/** The content of an English mail with a short head and footer and the given sections. */
export function mailWith(...sections: Section[]): MailContent {
  return {
    language: "en",
    subject: "Subject",
    preheader: "Preheader",
    title: "Title",
    date: "Date",
    facts: ["Fact"],
    sections,
    footer: ["Footer"],
  };
}
