import { describe, expect, test } from "vitest";
import { sessionsSection } from "../../functions/daily-report/email/sections/sessions.ts";
import { handled, type Item, lost, watchedReport } from "../session-rows.ts";
import { mailOf } from "./mail-of.ts";
import { readHtml } from "./read-html.ts";
import { sectionText } from "./section-text.ts";

const unanswered = { noResponseOperatorToClient: true };
const rows = [
  handled({ id: "s-1", nps: 2, csi: 1, csiMax: 5, messengerType: "telegram" }),
  lost({ id: "s-2", createdAt: "2026-03-02T09:05:00+03:00", closedAt: "2026-03-02T09:25:29+03:00" }),
  handled({ id: "s-3", userId: 8, operatorName: "Boris", closedAt: "2026-03-02T15:00:00+03:00" }, 4500),
  handled({ id: "s-4", ...unanswered, clientMessageCount: 7 }),
];
const linked = "https://example.com/chats/{id}";

test("the sessions to open first are told with time, operator, channel and reasons", () => {
  expect(sectionText(sessionsSection, watchedReport(rows))).toEqual([
    "SESSIONS TO OPEN FIRST",
    "12:00 · Anna · telegram: NPS rating 2 of 10, CSI 20%",
    "  s-1",
    "09:05 · no operator: lost after a wait of 20 min",
    "  s-2",
    "12:00 · Boris: first reply after 1 h 15 min",
    "  s-3",
    "12:00 · Anna: client wrote 7 messages, and got no answer to the last",
    "  s-4",
  ]);
  expect(sectionText(sessionsSection, watchedReport(rows), "ru")).toEqual([
    "КАКИЕ СЕССИИ ОТКРЫТЬ",
    "12:00 · Anna · telegram: оценка NPS 2 из 10, CSI 20 %",
    "  s-1",
    "09:05 · без оператора: потеряна, клиент ждал 20 мин",
    "  s-2",
    "12:00 · Boris: первый ответ через 1 ч 15 мин",
    "  s-3",
    "12:00 · Anna: от клиента 7 сообщений, последнее без ответа",
    "  s-4",
  ]);
});

test.each<[number | null, string, string]>([
  [null, "client’s last message unanswered", "последнее сообщение клиента без ответа"],
  [1, "client’s last message unanswered", "последнее сообщение клиента без ответа"],
  [2, "client wrote 2 messages, and got no answer to the last", "от клиента 2 сообщения, последнее без ответа"],
  [5, "client wrote 5 messages, and got no answer to the last", "от клиента 5 сообщений, последнее без ответа"],
  [21, "client wrote 21 messages, and got no answer to the last", "от клиента 21 сообщение, последнее без ответа"],
])("an unanswered message is told in the right plural form (%s)", (clientMessageCount, en, ru) => {
  const report = watchedReport([handled({ ...unanswered, clientMessageCount })]);
  expect(sectionText(sessionsSection, report)[1]).toBe(`12:00 · Anna: ${en}`);
  expect(sectionText(sessionsSection, report, "ru")[1]).toBe(`12:00 · Anna: ${ru}`);
});

test("there is no such section without such sessions, nor in a report that names none", () => {
  expect(sectionText(sessionsSection, watchedReport([handled()]))).toEqual([]);
  expect(sectionText(sessionsSection, { ...watchedReport(rows), sessions: null })).toEqual([]);
});

test("operators of the same name are told apart", () => {
  const twins = [handled({ nps: 0 }), handled({ userId: 8 })];
  expect(sectionText(sessionsSection, watchedReport(twins))[1]).toBe("12:00 · Anna (7): NPS rating 0 of 10");
});

describe("a session is linked if the definition has an address of sessions", () => {
  const mail = mailOf(watchedReport(rows), { sessionUrl: linked });
  const { elements, texts } = readHtml(mail.html);

  test("by its time, operator and channel in HTML, and by its address in plain text", () => {
    expect(elements.filter(({ name }) => name === "a").map(({ attributes }) => attributes.href)).toEqual(
      ["s-1", "s-2", "s-3", "s-4"].map((id) => `https://example.com/chats/${id}`),
    );
    expect(texts).toContainEqual({ text: "12:00 · Anna · telegram", inside: expect.arrayContaining(["a"]) });
    expect(mail.text).toContain("\n  https://example.com/chats/s-1\n");
    expect(texts.map(({ text }) => text)).not.toContain("s-1");
  });

  test("and else shows its id", () => {
    const plain = readHtml(mailOf(watchedReport(rows)).html);
    expect(plain.elements.filter(({ name }) => name === "a")).toEqual([]);
    expect(plain.texts.map(({ text }) => text)).toEqual(expect.arrayContaining(["s-1", "s-2", "s-3", "s-4"]));
  });
});

describe("text from outside", () => {
  const hostile = '"><a href="javascript:alert(1)">';
  const report = (fields: Item) => watchedReport([handled({ nps: 0, ...fields })]);

  test("in id, operator and channel stays text", () => {
    const fields = { id: hostile, operatorName: hostile, messengerType: hostile };
    const { elements, texts } = readHtml(mailOf(report(fields)).html);
    expect(elements.filter(({ name }) => name === "a")).toEqual([]);
    expect(texts.some(({ text }) => text === hostile)).toBe(true);
    expect(texts.some(({ text }) => text === `12:00 · ${hostile} · ${hostile}`)).toBe(true);
  });

  test("in an id cannot change the address of its link", () => {
    const { elements } = readHtml(mailOf(report({ id: hostile }), { sessionUrl: linked }).html);
    const [link] = elements.filter(({ name }) => name === "a");
    expect(link?.attributes.href).toBe(
      "https://example.com/chats/%22%3E%3Ca%20href%3D%22javascript%3Aalert%281%29%22%3E",
    );
  });

  test("in an id of which no link can be made is shown, cut to 200 characters", () => {
    const [, , id] = sectionText(sessionsSection, report({ id: "x".repeat(5000) }));
    expect(id).toBe(`  ${"x".repeat(199)}…`);
  });
});
