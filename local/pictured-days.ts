import type { PreviewKind } from "./preview-days.ts";

/** A Monday: the incident is found, and the usual day is as usual. */
export const PICTURED_DATE = "2026-03-02";
export const PICTURED_SEED = 1;

/** The days that are pictured, in the order of docs/pictures/README.md. */
export const picturedDays = [
  "incident",
  "usual",
  "quiet",
  "empty",
  "unusually-quiet",
  "unrated",
  "one-operator",
  "many-operators",
  "hostile-names",
] as const satisfies readonly PreviewKind[];

export type PicturedDay = (typeof picturedDays)[number];

/**
 * The pictures of a day that docs/pictures has, of all that are made: enough to see every day in both languages and on both
 * backgrounds, in less than 3 MB in all.
 */
export function keptPictures(day: PicturedDay): readonly string[] {
  const ofEveryDay = ["mail-en-360-dark.png", "mail-ru-360-light.png", "workbook-en-01.png", "workbook-ru-01.png"];
  // The README shows these.
  return day === "incident" ? [...ofEveryDay, "mail-en-360-light.png"] : ofEveryDay;
}
