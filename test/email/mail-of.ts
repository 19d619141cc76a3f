import type { Report } from "../../functions/daily-report/domain/report.ts";
import type { MailContent } from "../../functions/daily-report/email/mail-content.ts";
import { type EmailInput, renderEmail } from "../../functions/daily-report/email/render-email.ts";
import type { MailSection } from "../../functions/daily-report/email/section.ts";

const enclosure = { attached: ["support-2026-03-02.xlsx"], archived: ["s3://bucket/reports/report.xlsx"] };

/** Renders the report as a mail; in English unless the test says otherwise. */
export function mailOf(report: Report, more: Partial<EmailInput> = {}) {
  return renderEmail({ report, title: "Support", locale: "en", currency: "RUB", enclosure, ...more });
}

/** The content of an English mail with a short head and footer and the given sections. */
export function mailWith(...sections: MailSection[]): MailContent {
  return {
    language: "en",
    subject: "Subject",
    preheader: "Preheader",
    title: "Title",
    verdict: { lead: "Date:", rest: " fact", tone: null },
    sections,
    footer: ["Footer"],
  };
}
