import { describe, expect, test } from "vitest";
import type { Report } from "../../functions/daily-report/domain/report.ts";
import { toldDays } from "../texts/told-days.ts";
import { mailOf } from "./mail-of.ts";

/**
 * The subject, and the paragraphs of the mail from the verdict to the sentence under the tiles, without what can be done now
 * and what was checked (notices.test.ts).
 */
function headOf(report: Report, locale: "en" | "ru") {
  const { subject, text } = mailOf(report, { locale });
  const plain = (said: string) => said.replace(/[\u00a0\u202f]/g, " ");
  const paragraphs = plain(text).split("\n\n");
  const end = paragraphs.findIndex((paragraph) => /^[\p{Lu}\d][\p{Lu}\d ]+\n/u.test(paragraph));
  const notTold = /^(To do now|Checked|Nothing urgent|Сейчас сделать|Проверено|Сегодня ничего)/;
  const lines = paragraphs.slice(0, end).flatMap((paragraph) => paragraph.split("\n"));
  return { subject: plain(subject), lines: lines.slice(1).filter((line) => !notTold.test(line)) };
}

type Told = { readonly subject: string; readonly lines: readonly string[] };

const told: Record<keyof typeof toldDays, { readonly en: Told; readonly ru: Told }> = {
  first: {
    en: {
      subject: "Fri 27 Nov: SL 60%, lost 8%, CSI 87%, NPS +40 · Support",
      lines: [
        "Friday, 27 November: 60% of sessions were answered within 1 min (1,369 of 2,289); 8% were lost (183 of 2,290); CSI 87%; NPS +40, between +33 and +45.",
        "Answered within 1 min  60%  1,369 of 2,289",
        "Lost                    8%  183 of 2,290",
        "CSI                    87%  755 ratings; ratings 4–5: 88% (95% sure: 85% to 90%)",
        "NPS                    +40  510 ratings; 95% sure: +33 to +45",
        "3,159 sessions: operators handled 2,035, the bot alone closed 869, lost 183, unanswered 67, waiting 5. Half of those who were answered got a first reply within 1 min 47 s, 90% within 4 min 26 s.",
        "Lost: no operator wrote, and TWIN marked the session as lost. CSI is the mean rating as a percentage of its scale: 5 of 5 is 100%. NPS is the share of ratings 9–10 minus the share of ratings 0–6.",
      ],
    },
    ru: {
      subject: "Пт 27.11: SL 60 %, потеряно 8 %, CSI 87 %, NPS +40 · Support",
      lines: [
        "Пятница, 27 ноября: за 1 мин ответили в 60 % сессий (1 369 из 2 289); потеряно 8 % (183 из 2 290); CSI 87 %; NPS +40 (95 %: от +33 до +45).",
        "Ответили за 1 мин  60 %  1 369 из 2 289",
        "Потеряно            8 %  183 из 2 290",
        "CSI                87 %  755 оценок; оценки 4–5: 88 % (95 %: от 85 % до 90 %)",
        "NPS                 +40  510 оценок; 95 %: от +33 до +45",
        "3 159 сессий: операторы обработали 2 035, бот закрыл сам 869, потеряно 183, без ответа 67, ждали оператора 5. Половина из тех, кому ответили, получила первый ответ за 1 мин 47 с, 90 % — за 4 мин 26 с.",
        "Потеряно: оператор не написал, и TWIN отметил сессию как потерянную. CSI — средняя оценка в процентах от максимума шкалы: 5 из 5 — это 100 %. NPS — доля оценок 9–10 минус доля оценок 0–6.",
      ],
    },
  },
  worse: {
    en: {
      subject: "Mon 29 Mar worse than usual: SL 23%, lost 17%, CSI 66% · Support",
      lines: [
        "Monday, 29 March was worse than usual: only 23% of sessions were answered within 1 min (14 of 60), usually 38% on Mondays; 17% were lost (10 of 60); CSI 66%.",
        "Answered within 1 min  23%  ▼ lower than usual: worse (usually 38%); 14 of 60",
        "Lost                   17%  as usual (usually 16%); 10 of 60",
        "CSI                    66%  as usual (usually 69%); 50 ratings; ratings 4–5: 48% (95% sure: 35% to 62%)",
        "60 sessions (usually 50 to 64): operators handled 50, lost 10. Half of those who were answered got a first reply within 1 min 47 s, 90% within 4 min 26 s. No NPS: clients gave no ratings.",
        "“Usual” is based on 8 earlier Mondays. Lost: no operator wrote, and TWIN marked the session as lost. CSI is the mean rating as a percentage of its scale: 5 of 5 is 100%.",
      ],
    },
    ru: {
      subject: "Пн 29.03 хуже обычного: SL 23 %, потеряно 17 %, CSI 66 % · Support",
      lines: [
        "Понедельник, 29 марта — хуже обычного: за 1 мин ответили только в 23 % сессий (14 из 60), обычно по понедельникам — 38 %; потеряно 17 % (10 из 60); CSI 66 %.",
        "Ответили за 1 мин  23 %  ▼ ниже обычного: хуже (обычно 38 %); 14 из 60",
        "Потеряно           17 %  как обычно (обычно 16 %); 10 из 60",
        "CSI                66 %  как обычно (обычно 69 %); 50 оценок; оценки 4–5: 48 % (95 %: от 35 % до 62 %)",
        "60 сессий (обычно от 50 до 64): операторы обработали 50, потеряно 10. Половина из тех, кому ответили, получила первый ответ за 1 мин 47 с, 90 % — за 4 мин 26 с. NPS нет: клиенты не ставили оценок.",
        "«Обычно» — по данным 8 прежних понедельников. Потеряно: оператор не написал, и TWIN отметил сессию как потерянную. CSI — средняя оценка в процентах от максимума шкалы: 5 из 5 — это 100 %.",
      ],
    },
  },
  usual: {
    en: {
      subject: "Mon 25 Nov as usual: SL 31%, lost 41% · Support",
      lines: [
        "Monday, 25 November was as usual: 31% of sessions were answered within 1 min (346 of 1,109); 41% were lost (452 of 1,109).",
        "Answered within 1 min  31%  as usual (usually 33%); 346 of 1,109",
        "Lost                   41%  as usual (usually 40%); 452 of 1,109",
        "1,109 sessions (usually 871 to 1,309): operators handled 657, lost 452. Half of those who were answered got a first reply within 1 min 47 s, 90% within 4 min 26 s. No CSI or NPS: clients gave no ratings.",
        "“Usual” is based on 8 earlier Mondays. Lost: no operator wrote, and TWIN marked the session as lost.",
      ],
    },
    ru: {
      subject: "Пн 25.11 как обычно: SL 31 %, потеряно 41 % · Support",
      lines: [
        "Понедельник, 25 ноября — как обычно: за 1 мин ответили в 31 % сессий (346 из 1 109); потеряно 41 % (452 из 1 109).",
        "Ответили за 1 мин  31 %  как обычно (обычно 33 %); 346 из 1 109",
        "Потеряно           41 %  как обычно (обычно 40 %); 452 из 1 109",
        "1 109 сессий (обычно от 871 до 1 309): операторы обработали 657, потеряно 452. Половина из тех, кому ответили, получила первый ответ за 1 мин 47 с, 90 % — за 4 мин 26 с. CSI и NPS нет: клиенты не ставили оценок.",
        "«Обычно» — по данным 8 прежних понедельников. Потеряно: оператор не написал, и TWIN отметил сессию как потерянную.",
      ],
    },
  },
  // "There are usually 50 to 60 on Mondays" and not "Mondays usually have 50 to 60": a report over weeks says it with the same words.
  empty: {
    en: {
      subject: "Mon 5 Apr no sessions, please check · Support",
      lines: [
        "Monday, 5 April: no sessions, though there are usually 50 to 60 on Mondays. Access to TWIN has probably failed.",
      ],
    },
    ru: {
      subject: "Пн 05.04 сессий нет, проверьте · Support",
      lines: [
        "Понедельник, 5 апреля: сессий нет, а обычно по понедельникам их от 50 до 60. Скорее всего, это сбой доступа к TWIN.",
      ],
    },
  },
  // "Cannot be right" and not "are negative": a reply time is also invalid if one of its two times cannot be read.
  doubtful: {
    en: {
      subject: "Mon 28 Aug: lost 0% · Support",
      lines: [
        "Monday, 28 August: 0% of sessions were lost (0 of 685).",
        "The first reply time is known for only 52 of 685 sessions (633 cannot be right), so the service level and reply times are not shown.",
        "Lost  0%  0 of 685",
        "685 sessions: operators handled 685. No CSI or NPS: clients gave no ratings.",
      ],
    },
    ru: {
      subject: "Пн 28.08: потеряно 0 % · Support",
      lines: [
        "Понедельник, 28 августа: потеряно 0 % сессий (0 из 685).",
        "Время первого ответа известно только у 52 сессий из 685 (некорректных значений: 633), поэтому SL и время ответа не показаны.",
        "Потеряно  0 %  0 из 685",
        "685 сессий: операторы обработали 685. CSI и NPS нет: клиенты не ставили оценок.",
      ],
    },
  },
};

describe.each(Object.entries(toldDays))("the head of the mail on a day of the kind %s", (kind, report) => {
  const expected = told[kind as keyof typeof toldDays];

  test.each(["en", "ru"] as const)("has these words in %s", (locale) => {
    expect(headOf(report, locale)).toEqual(expected[locale]);
  });

  test.each(["en", "ru"] as const)("has date and state in the first 40 characters of the %s subject", (locale) => {
    const { subject } = expected[locale];
    expect(subject.search(/[:·]/)).toBeGreaterThan(0);
    expect(subject.search(/[:·]/)).toBeLessThanOrEqual(40);
  });
});

test("a day without sessions that usually has some is not called complete or free of errors", () => {
  const { text } = mailOf(toldDays.empty);
  expect(text).not.toMatch(/Data complete|No errors/);
});
