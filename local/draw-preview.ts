import type { Report } from "../functions/daily-report/domain/report.ts";
import { renderEmail } from "../functions/daily-report/email/render-email.ts";
import type { RenderedMail } from "../functions/daily-report/ports.ts";
import type { ReportDefinition } from "../functions/daily-report/report-definition.ts";
import { renderWorkbook } from "../functions/daily-report/workbook/render-workbook.ts";

type Drawn = Pick<ReportDefinition, "title" | "locale" | "currency" | "replyTo" | "sessionUrl">;

/** Invented sessions have no pages; the links show how real ones look. */
const INVENTED_PAGES = "https://chat.example.com/sessions/{id}";

/**
 * Draws the mail and the workbook of a report in the language of its definition, with links to sessions. `path`: the archived file
 * that the mail names.
 */
export async function drawPreview(
  report: Report,
  definition: Drawn,
  path: string,
): Promise<RenderedMail & { readonly workbook: Uint8Array }> {
  const { title, locale, currency, replyTo } = definition;
  const sessionUrl = definition.sessionUrl ?? INVENTED_PAGES;
  const enclosure = { attached: ["report.xlsx"], archived: [path] };
  const mail = renderEmail({ report, title, locale, currency, replyTo, sessionUrl, enclosure });
  return { ...mail, workbook: await renderWorkbook({ report, title, locale, currency, replyTo, sessionUrl }) };
}
