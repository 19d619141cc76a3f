import axe from "axe-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Report } from "../../functions/daily-report/domain/report.ts";
import type { Locale } from "../../functions/daily-report/texts/texts.ts";
import { type HeadlessBrowser, type Screen, startHeadlessBrowser } from "../../local/headless-browser.ts";
import { checkedReport, times } from "../checked-day.ts";
import { incidentDay, longestHistory, quietHistory } from "../furnished-history.ts";
import { hasProgram } from "../programs.ts";
import { handled, lost, reportOf } from "../session-rows.ts";
import { busyDay } from "../texts/busy-day.ts";
import { mailOf } from "./mail-of.ts";

const longNames = ["Константинопольская-Преображенская Анна-Мария", "x".repeat(200), "<img src=x onerror=alert(1)>"];
const hostile: Report = {
  ...busyDay(longNames.map((operatorName, i) => handled({ operatorName, userId: 100 + i }))),
  history: longestHistory("x".repeat(200)),
};
const enclosure = { attached: ["support.xlsx"], archived: [`s3://bucket/reports/${"a".repeat(80)}/report.xlsx`] };
const title = "Поддержка клиентов, все каналы";

/** The texts of a row that have less than 4 px between them, or that overlap. */
const TOUCHING = `[...document.querySelectorAll("tr")].flatMap((row) => {
  const texts = [...row.querySelectorAll(":scope > th, :scope > td")].flatMap((cell) => {
    const range = document.createRange();
    range.selectNodeContents(cell);
    const box = range.getBoundingClientRect();
    return cell.querySelector("table") || box.width === 0 ? [] : [box];
  });
  return texts.slice(1).filter((text, i) => text.left - texts[i].right < 4).map(() => row.textContent);
})`;

const SEEN = `({
  width: document.documentElement.scrollWidth,
  room: document.documentElement.clientWidth,
  images: document.images.length,
  touching: ${TOUCHING},
  names: [...document.querySelectorAll("tbody th")].map((name) => name.textContent),
  background: getComputedStyle(document.querySelector(".card")).backgroundColor,
})`;

type Seen = { width: number; room: number; images: number; touching: string[]; names: string[]; background: string };

describe.skipIf(!hasProgram("chromium", "the mail on screens"))("the mail in a browser", () => {
  let browser: HeadlessBrowser;
  beforeAll(async () => {
    browser = await startHeadlessBrowser();
  });
  afterAll(() => browser.close());

  /** What the mail looks like on such a screen. */
  async function lookAt(report: Report, screen: Screen, locale: Locale = "ru"): Promise<Seen> {
    const { html } = mailOf(report, { locale, title, enclosure });
    return (await browser.show(html, screen, (page) => page.evaluate(SEEN))) as Seen;
  }

  test.each([360, 800])(
    "needs no horizontal scrolling at %d px, even with hostile names of operators",
    async (width) => {
      const { width: needed, room } = await lookAt(hostile, { width, scheme: "light" });
      expect(needed).toBe(room);
    },
  );

  test.each([360, 800])("has no columns that touch at %d px", async (width) => {
    expect((await lookAt(hostile, { width, scheme: "light" })).touching).toEqual([]);
  });

  test("shows hostile names as plain text", async () => {
    const { images, names } = await lookAt(hostile, { width: 800, scheme: "light" });
    expect(images).toBe(0);
    expect(names).toEqual(expect.arrayContaining(longNames));
  });

  test("is dark if the reader prefers dark colours", async () => {
    expect((await lookAt(hostile, { width: 360, scheme: "light" })).background).toBe("rgb(255, 255, 255)");
    expect((await lookAt(hostile, { width: 360, scheme: "dark" })).background).toBe("rgb(29, 34, 40)");
  });

  test.each(["en", "ru"] as const)(
    "keeps the widest figures in %s apart and on the screen at 360 px",
    async (locale) => {
      const { touching, width, room, names } = await lookAt(widest(), { width: 360, scheme: "light" }, locale);
      expect(names).toContain(nameOf60);
      expect(touching).toEqual([]);
      expect(width).toBe(room);
    },
  );

  describe("has no fault that axe-core finds", () => {
    const days: Record<string, Report> = {
      "a day of an incident": incidentDay(),
      "a day like all others": { ...incidentDay(), history: quietHistory(incidentDay()) },
      "hostile names": hostile,
      "the widest figures": widest(),
      "a day without sessions, which is unusual": checkedReport([], { weekday: { known: 4, withSessions: 4 } }),
      "an incomplete day": checkedReport(
        times(20, () => handled()),
        { declared: 30 },
      ),
      "a day of one lost session": reportOf([lost()]),
    };
    const cases = Object.entries(days).flatMap(([name, report]) =>
      (["en", "ru"] as const).flatMap((locale) =>
        (["light", "dark"] as const).map((scheme) => ({ name, report, locale, scheme })),
      ),
    );

    test.each(cases)("in the mail of $name, $locale, $scheme", async ({ report, locale, scheme }) => {
      const { html } = mailOf(report, { locale, title, enclosure });
      const result = await browser.show(html, { width: 360, scheme }, async (page) => {
        await page.evaluate(axe.source);
        return (await page.evaluate(RUN_AXE)) as AxeResult;
      });

      expect(result.violations).toEqual([]);
      // What axe cannot decide would be an untested contrast.
      expect(result.undecided).toEqual([]);
      expect(result.contrastTexts).toBeGreaterThan(5);
    });

    test("and axe-core would find a text that is too pale in the dark", async () => {
      const html = mailOf(hostile).html.replace('<div role="main">', '$&<p style="color:#333">Pale</p>');
      const result = await browser.show(html, { width: 360, scheme: "dark" }, async (page) => {
        await page.evaluate(axe.source);
        return (await page.evaluate(RUN_AXE)) as AxeResult;
      });
      expect(result.violations).toEqual([expect.stringMatching(/^color-contrast: .*Pale/)]);
    });
  });
});

type AxeResult = { violations: string[]; undecided: string[]; contrastTexts: number };

const RUN_AXE = `axe.run(document).then(({ violations, incomplete, passes }) => {
  const said = (rules) => rules.flatMap(({ id, nodes }) => nodes.map(({ html, any }) => id + ": " + html.slice(0, 200) + " " + (any[0]?.message ?? "")));
  return {
    violations: said(violations),
    undecided: said(incomplete),
    contrastTexts: passes.find(({ id }) => id === "color-contrast")?.nodes.length ?? 0,
  };
})`;

const nameOf60 = "Константинопольская-Преображенская Анна-Мария Александровн-М";

/** A day with the widest figures that a mail shows: six digits, 100 %, −100, and first replies of most of a day. */
function widest(): Report {
  const rows = [
    ...times(30, () => handled({ operatorName: nameOf60, userId: 1, nps: 0, csi: 5, csiMax: 5 }, 66_930)),
    ...times(30, () => handled({ operatorName: "Anna", userId: 2, nps: 10, csi: 5, csiMax: 5 }, 5)),
  ];
  const report = reportOf(rows);
  const operators = report.breakdowns.operators.map((row) => ({
    ...row,
    metrics: { ...row.metrics, handled: { value: 123_456 } },
  }));
  return {
    ...report,
    metrics: { ...report.metrics, sessions: { value: 123_456 }, handled: { value: 123_456 } },
    breakdowns: { ...report.breakdowns, operators },
  };
}
