import { describe, expect, test } from "vitest";
import { chooseDay } from "../../local/choose-day.ts";
import { daysHeld } from "../../local/days-held.ts";

const later = "2026-04-01";

/** A session every five minutes between two instants, one minute after each step. */
function sessions(from: string, to: string) {
  const items: { id: number; createdAt: string }[] = [];
  for (let at = Date.parse(from) + 60_000; at < Date.parse(to); at += 300_000) {
    items.push({ id: at, createdAt: new Date(at).toISOString() });
  }
  return items;
}

/** The days of a contact centre in UTC with these opening hours. */
function openDays(hours: readonly (readonly [date: string, from: string, to: string])[]) {
  return daysHeld(
    hours.flatMap(([date, from, to]) => sessions(`${date}T${from}:00Z`, `${date}T${to}:00Z`)),
    "UTC",
  );
}

describe("chooseDay returns", () => {
  test.each([
    ["Europe/Moscow", "2026-03-02", false],
    ["Europe/Berlin", "2026-03-02", true],
    ["Asia/Tokyo", "2026-03-02", false],
    ["America/New_York", "2026-03-02", false],
    ["Atlantic/Azores", "2026-03-02", true],
    ["UTC", "2026-03-02", true],
  ])("the main date of a file with one UTC day, read in %s", (zone, date, isWhole) => {
    const days = daysHeld(sessions("2026-03-02T00:00:00Z", "2026-03-03T00:00:00Z"), zone);

    expect(chooseDay(days, later)).toEqual({ date, isWhole });
  });

  test.each(["Europe/Moscow", "America/New_York"])(
    "the last whole date of a file with three UTC days, read in %s",
    (zone) => {
      const days = daysHeld(sessions("2026-03-01T00:00:00Z", "2026-03-04T00:00:00Z"), zone);
      const date = zone === "Europe/Moscow" ? "2026-03-03" : "2026-03-02";

      expect(days).toHaveLength(4);
      expect(chooseDay(days, later)).toEqual({ date, isWhole: true });
    },
  );

  const [first, second] = [
    ["2026-03-01", "09:00", "20:00"],
    ["2026-03-02", "09:00", "20:00"],
  ] as const;

  test.each<[string, Parameters<typeof openDays>[0], string]>([
    [
      "the last of three days of a centre that closes at 20:00",
      [first, second, ["2026-03-03", "09:00", "19:50"]],
      "03",
    ],
    ["the day before a day that is cut at 15:00", [first, second, ["2026-03-03", "09:00", "15:00"]], "02"],
    ["the first of two days if the second is cut", [first, ["2026-03-02", "09:00", "15:00"]], "01"],
    ["the second of two days if the first is cut", [["2026-03-01", "14:00", "20:00"], second], "02"],
    ["the last day if it ends two hours earlier", [first, ["2026-03-02", "09:00", "18:00"]], "02"],
    [
      "the day before the last day if that ends more than two hours earlier",
      [first, ["2026-03-02", "09:00", "17:55"]],
      "01",
    ],
    [
      "the first day if it begins two hours later and the second is cut",
      [
        ["2026-03-01", "11:00", "20:00"],
        ["2026-03-02", "09:00", "15:00"],
      ],
      "01",
    ],
    ["a single day, even if it is short", [["2026-03-02", "14:00", "15:00"]], "02"],
  ])("%s", (_, hours, day) => {
    expect(chooseDay(openDays(hours), later)).toEqual({ date: `2026-03-${day}`, isWhole: true });
  });

  test("the day with the most sessions if no day is whole, and the later of equal days", () => {
    const cut = openDays([
      ["2026-03-01", "18:00", "24:00"],
      ["2026-03-02", "00:00", "07:00"],
    ]);
    const equal = cut.map((day) => ({ ...day, sessions: 5 }));

    expect(chooseDay(cut, later)).toEqual({ date: "2026-03-02", isWhole: false });
    expect(chooseDay(equal, later)).toEqual({ date: "2026-03-02", isWhole: false });
  });

  test("a day that is not over only if there is no other day", () => {
    const days = openDays([first, second]);

    expect(chooseDay(days, "2026-03-02")).toEqual({ date: "2026-03-01", isWhole: true });
    expect(chooseDay(days, "2026-03-01")).toEqual({ date: "2026-03-02", isWhole: true });
  });

  test("the day before today even if it ended early, because the file continues after it", () => {
    const days = openDays([first, ["2026-03-02", "09:00", "13:00"], ["2026-03-03", "09:00", "11:00"]]);

    expect(chooseDay(days, "2026-03-03")).toEqual({ date: "2026-03-02", isWhole: true });
  });

  test("null if there are no days", () => {
    expect(chooseDay([], later)).toBeNull();
  });
});
