import { reportDay } from "../../../functions/daily-report/domain/report-day.ts";
import type { TallySettings } from "../../../functions/daily-report/domain/tally.ts";

/** The day that every random script is about, and what of a definition shapes its figures. */
export const day = reportDay("2026-01-11", "Europe/Moscow");

export const settings: TallySettings = { firstReplySeconds: 60, groupFirstReplySeconds: { "1": 30 } };
