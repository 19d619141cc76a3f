import type { Report } from "../../functions/daily-report/domain/report.ts";
import { type EmailInput, renderEmail } from "../../functions/daily-report/email/render-email.ts";

const enclosure = { attached: ["support-2026-03-02.xlsx"], archived: ["s3://bucket/reports/report.xlsx"] };

/** The report as an English mail, but for what the test says. */
export function mailOf(report: Report, more: Partial<EmailInput> = {}) {
  return renderEmail({ report, title: "Support", locale: "en", currency: "RUB", enclosure, ...more });
}
