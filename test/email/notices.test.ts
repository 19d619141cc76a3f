import { describe, expect, test } from "vitest";
import type { Report } from "../../functions/daily-report/domain/report.ts";
import { noticesSection } from "../../functions/daily-report/email/sections/notices.ts";
import { wordsFor } from "../../functions/daily-report/texts/words.ts";
import { checkedReport } from "../checked-day.ts";
import { emptyHistory, incidentDay, quietHistory } from "../furnished-history.ts";
import { botOnly, handled, reportOf, watchedReport } from "../session-rows.ts";
import { openWorkbook } from "../workbook/open-workbook.ts";
import { mailOf } from "./mail-of.ts";
import { readHtml } from "./read-html.ts";

const day = reportOf([handled()]);
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");

/** The kind and the text of each box, without the one that says what was checked if `kinds` leaves it out. */
function boxesOf(report: Report, locale: "en" | "ru", kinds = ["warning", "action", "note"]) {
  const section = noticesSection(report, wordsFor(locale, null), { attached: [], archived: [] });
  return (section?.blocks ?? []).flatMap((block) =>
    "text" in block && kinds.includes(block.kind) ? [[block.kind, plain(block.text)]] : [],
  );
}

describe("what can be done now", () => {
  const waiting = (value: number): Report => ({ ...day, metrics: { ...day.metrics, waiting: { value } } });

  test.each([
    [1, "1 client was still", "1 клиент всё ещё ждал"],
    [2, "2 clients were still", "2 клиента всё ещё ждали"],
    [5, "5 clients were still", "5 клиентов всё ещё ждали"],
    [21, "21 clients were still", "21 клиент всё ещё ждал"],
  ])("is to reach %d waiting clients, in the right plural form", (n, en, ru) => {
    expect(boxesOf(waiting(n), "en")).toEqual([["action", `To do now: ${en} waiting for an operator at 07:30.`]]);
    expect(boxesOf(waiting(n), "ru")).toEqual([["action", `Сейчас сделать: ${ru} оператора в 07:30.`]]);
  });

  test.each([
    ["en", "To do now: 1 client was still waiting for an operator at 07:30; see the sheet “Waiting”."],
    ["ru", "Сейчас сделать: 1 клиент всё ещё ждал оператора в 07:30 — лист «Кто ждёт»."],
  ] as const)("names the sheet that lists them, if the workbook has it (%s)", async (locale, sentence) => {
    const report = watchedReport([botOnly({ userId: 8, closedAt: null })]);
    expect(boxesOf(report, locale)).toEqual([["action", sentence]]);
    const named = /[“«](.*)[”»]/.exec(sentence)?.[1];
    expect((await openWorkbook(report, { locale })).sheets.map(({ name }) => name)).toContain(named);
  });

  test("links the sessions if at most 3 clients wait and all have links", () => {
    const rows = (n: number) =>
      Array.from({ length: n }, (_, i) =>
        botOnly({ id: `s${i}`, userId: 8, closedAt: null, messengerType: "telegram" }),
      );
    const sessionUrl = "https://example.com/{id}";
    const linksIn = (n: number, url: string | null = sessionUrl) => {
      const { html, text } = mailOf(watchedReport(rows(n)), { sessionUrl: url });
      const inHtml = readHtml(html).elements.filter(
        ({ name, attributes }) => name === "a" && /inherit/.test(attributes.style ?? ""),
      );
      const inText = text.split("\n").filter((line) => /^ {2}\d\d:\d\d · telegram {2}https:/.test(line));
      expect(inText).toHaveLength(inHtml.length);
      return inHtml.map(({ attributes }) => attributes.href);
    };
    expect(linksIn(1)).toEqual(["https://example.com/s0"]);
    expect(linksIn(3)).toEqual([0, 1, 2].map((i) => `https://example.com/s${i}`));
    expect([linksIn(4), linksIn(2, null)]).toEqual([[], []]);
  });

  test("is nothing if nobody waits, or if the day was read more than 24 hours after its end", () => {
    expect(boxesOf(waiting(0), "en").map(([kind]) => kind)).toEqual(["note"]);
    expect(boxesOf({ ...waiting(5), fetchedAt: "2026-03-03T21:00:00.000Z" }, "en")).toHaveLength(1);
    expect(boxesOf({ ...waiting(5), fetchedAt: "2026-03-03T21:00:01.000Z" }, "en")).toEqual([]);
  });
});

describe("a day without sessions", () => {
  const empty = reportOf([]);

  test.each([
    [
      "en",
      "To do now: check in TWIN whether there were any sessions. If there were, ask the administrator of TWIN to check the rights of the report’s login, then ask help@example.com to check the report’s filter and to run the report again.",
    ],
    [
      "ru",
      "Сейчас сделать: проверьте, были ли сессии в TWIN. Если были, попросите администратора TWIN проверить права учётной записи отчёта, затем напишите help@example.com: пусть проверят фильтр отчёта и запустят его снова.",
    ],
  ] as const)("is something to look into now if its weekday usually has some (%s)", async (locale, toDo) => {
    const report = checkedReport([], { weekday: { known: 4, withSessions: 4 } });
    const { text } = mailOf(report, { locale, replyTo: "help@example.com" });
    expect(text.split("\n")).toContain(toDo);
    const { sheets } = await openWorkbook(report, { locale, replyTo: "help@example.com" });
    const lines = sheets[0]?.rows.map(([first]) => first?.value) ?? [];
    expect(lines).toContain(toDo);
    expect(plain(text)).toContain(`\n${plain(String(lines[1]))}\n`);
  });

  test.each([
    [
      "en",
      "If the centre worked on this day, check in TWIN whether there were any sessions, then the rights of the report’s login and its filter.",
    ],
    [
      "ru",
      "Если центр в этот день работал, проверьте, были ли сессии в TWIN, затем права учётной записи отчёта и его фильтр.",
    ],
  ] as const)("says what to check if it is not known what is usual (%s)", async (locale, check) => {
    expect(boxesOf(empty, locale)).toEqual([["note", check]]);
    expect(boxesOf({ ...empty, history: quietHistory(incidentDay()) }, locale)).toEqual([]);
    const { sheets } = await openWorkbook(empty, { locale });
    expect(sheets[0]?.rows.map(([first]) => plain(String(first?.value)))).toContain(check);
  });
});

describe("what was checked", () => {
  const incident = incidentDay();
  const { operators } = incident.breakdowns;
  /** A day like all others on which nobody waits and no operator is compared with another one. */
  const calm: Report = {
    ...incident,
    metrics: { ...incident.metrics, waiting: { value: 0 } },
    breakdowns: { ...incident.breakdowns, operators: operators.slice(0, 1) },
    history: quietHistory(incident),
    findings: [],
  };
  const nothingUrgent =
    "Nothing urgent today. Checked at 07:30: no client was waiting for an operator; no figure is worse than usual.";
  const nobodyWaits = "Checked at 07:30: no client was waiting for an operator.";

  test("is in a grey box", () => {
    expect(boxesOf(calm, "en")).toEqual([["note", nothingUrgent]]);
  });

  test("comes with the sentence that nothing can be compared yet, which stands alone if it was not checked", () => {
    const first = { ...calm, history: emptyHistory(calm) };
    const textOf = (report: Report, locale: "en" | "ru" = "en") => boxesOf(report, locale, ["note"])[0]?.[1];
    const none = "No comparison yet: it starts as soon as 6 earlier Fridays are known (so far: 0).";
    expect(textOf(first)).toBe(`${nobodyWaits} ${none}`);
    expect(textOf({ ...first, metrics: incident.metrics })).toBe(none);
    expect(textOf(first, "ru")).toContain(
      "Сравнения пока нет: оно начнётся, когда наберётся 6 прежних пятниц (сейчас: 0).",
    );
    expect(mailOf(first).text.match(/No comparison yet/g)).toHaveLength(1);
  });

  test("is said on the Summary sheet, too", async () => {
    const { sheet } = await openWorkbook(calm);
    const lines = sheet("summary").rows.map(([first]) => plain(String(first?.value)));
    expect(lines).toContain(nothingUrgent);
  });
});

describe("data that cannot be trusted", () => {
  const { frt, csi, nps } = day.metrics;
  const doubtful: Report = {
    ...day,
    metrics: {
      ...day.metrics,
      frt: { ...frt, n: 52, invalid: 633 },
      csi: { ...csi, n: 80, invalid: 20, value: 90 },
      nps: { ...nps, n: 80, invalid: 20, value: 30 },
    },
  };

  test("is named in red, with the figures that are not shown", () => {
    expect(boxesOf(doubtful, "en", ["warning"])).toEqual([
      [
        "warning",
        "The first reply time is known for only 52 of 685 sessions (633 cannot be right), so the service level and reply times are not shown.",
      ],
      ["warning", "Only 80 of 100 CSI ratings can be used (20 cannot be right), so CSI is not shown."],
      ["warning", "Only 80 of 100 NPS ratings can be used (20 cannot be right), so NPS is not shown."],
    ]);
    expect(boxesOf(doubtful, "ru", ["warning"]).map(([, text]) => text)).toEqual([
      "Время первого ответа известно только у 52 сессий из 685 (некорректных значений: 633), поэтому SL и время ответа не показаны.",
      "Оценок CSI, которые можно учесть, только 80 из 100 (некорректных: 20), поэтому CSI не показан.",
      "Оценок NPS, которые можно учесть, только 80 из 100 (некорректных: 20), поэтому NPS не показан.",
    ]);
  });

  test("is no box but a part of the line below the tiles if there are fewer than 10 values", () => {
    const of = (valid: number, invalid: number): Report => ({
      ...day,
      metrics: {
        ...day.metrics,
        csi: { ...csi, n: valid, invalid, value: null },
        nps: { ...nps, n: valid, invalid, value: null },
      },
    });
    expect(boxesOf(of(7, 2), "en", ["warning"])).toEqual([]);
    expect(boxesOf(of(8, 2), "en", ["warning"])).toHaveLength(2);
    expect(plain(mailOf(of(7, 2)).text)).toContain(" Not shown because of invalid values: CSI, NPS.");
    expect(plain(mailOf(of(0, 1), { locale: "ru" }).text)).toContain(" Нет из-за некорректных значений: CSI, NPS.");
    expect(plain(mailOf(of(8, 2)).text)).not.toContain("because of invalid values");
  });

  test("has no tile, and the mail does not call it free of errors", () => {
    const { text } = mailOf(doubtful);
    expect(text.split("\n").filter((line) => /^(CSI|NPS|Answered) /.test(line))).toEqual([]);
    expect(plain(text)).not.toMatch(/got a first reply|No errors in the data/);
  });
});
