import { describe, expect, test } from "vitest";
import { drawHeadline, drawText } from "../../functions/daily-report/email/draw-text.ts";
import type { Block, MailSection } from "../../functions/daily-report/email/section.ts";
import { mailWith } from "./mail-of.ts";

/** The lines between the head of the mail and its footer. */
function shown(...sections: MailSection[]): string[] {
  return drawText(mailWith(...sections))
    .split("\n")
    .slice(3, -4);
}

const table: Block = {
  kind: "table",
  nameHead: "Hour",
  heads: ["Sessions", "Lost"],
  rows: [
    { name: "09:00", figures: ["1,234", "1"], isTotal: false },
    { name: "x".repeat(30), figures: ["5", "1"], isTotal: true },
  ],
};

describe("drawText", () => {
  test("draws head, sections and footer, with a blank line between them", () => {
    const sections: MailSection[] = [
      { heading: null, blocks: [{ kind: "note", text: "grey" }] },
      { heading: "Heading", blocks: [{ kind: "lines", lines: ["one", "two"] }] },
    ];
    expect(drawText(mailWith(...sections))).toBe("Title\nDate: fact\n\ngrey\n\nHEADING\none\ntwo\n\n-- \nFooter\n");
  });

  test("draws boxes as lines", () => {
    const blocks: Block[] = [
      { kind: "warning", text: "red" },
      { kind: "note", text: "grey" },
      { kind: "action", text: "amber", links: [] },
    ];
    expect(shown({ heading: null, blocks })).toEqual(["red", "grey", "amber"]);
  });

  test("draws a point as one line", () => {
    const points = [{ lead: "first", rest: ", second", tone: "better" } as const];
    expect(shown({ heading: null, blocks: [{ kind: "points", points }] })).toEqual(["first, second"]);
  });

  test("aligns tiles in columns", () => {
    const tiles = [
      { label: "Handled", figure: "7", usually: null, state: null, goal: null, parts: null, note: "of 9" },
      {
        label: "NPS",
        figure: "+12",
        usually: "usually +10",
        state: { text: "as usual", tone: null },
        goal: { text: "goal met", tone: "better" as const },
        parts: [40, 40, 20],
        note: "40 ratings",
      },
    ];
    expect(shown({ heading: null, blocks: [{ kind: "tiles", tiles }] })).toEqual([
      "Handled    7  of 9",
      "NPS      +12  as usual (usually +10); goal met; 40 ratings",
    ]);
  });

  test("draws bars as one line of blocks above the names of their ticks", () => {
    const bars = [0, 0.5, 1, 0.25].map((share) => ({ share, isWorse: false }));
    expect(shown({ heading: null, blocks: [{ kind: "bars", bars, ticks: ["a", "b"], barsPerTick: 2 }] })).toEqual([
      "▁▅█▃",
      "a b",
    ]);
  });

  test("aligns a table in columns, and puts a name of more than 28 characters on a separate line", () => {
    expect(shown({ heading: "Hours", blocks: [table] })).toEqual([
      "HOURS",
      `Hour${" ".repeat(24)}  Sessions  Lost`,
      `09:00${" ".repeat(23)}     1,234     1`,
      "x".repeat(30),
      `${" ".repeat(28)}         5     1`,
    ]);
  });

  const places: Record<string, (text: string) => MailSection> = {
    heading: (heading) => ({ heading, blocks: [] }),
    lines: (text) => ({ heading: null, blocks: [{ kind: "lines", lines: [text] }] }),
    points: (text) => ({ heading: null, blocks: [{ kind: "points", points: [{ lead: text, rest: "", tone: null }] }] }),
    warning: (text) => ({ heading: null, blocks: [{ kind: "warning", text }] }),
    note: (text) => ({ heading: null, blocks: [{ kind: "note", text }] }),
    tiles: (text) => ({
      heading: null,
      blocks: [
        {
          kind: "tiles",
          tiles: [
            {
              label: text,
              figure: text,
              usually: text,
              state: { text, tone: null },
              goal: { text, tone: null },
              parts: null,
              note: text,
            },
          ],
        },
      ],
    }),
    table: (text) => ({
      heading: null,
      blocks: [
        {
          kind: "table",
          nameHead: text,
          heads: [text],
          rows: [{ name: text, figures: [text], isTotal: false }],
        },
      ],
    }),
  };

  test.each(Object.entries(places))(
    "keeps hostile text in %s on one line and removes its control characters",
    (_, sectionWith) => {
      const [tame, wild] = [shown(sectionWith("a b")), shown(sectionWith("a\r\nb\u202E\u0007"))];
      expect(wild).toHaveLength(tame.length);
      expect(wild.join("")).toMatch(/a b\uFFFD\uFFFD/i);
      for (const sign of ["\r", "\u202E", "\u0007"]) expect(wild.join("")).not.toContain(sign);
    },
  );

  test.each(Object.entries(places))("isolates right-to-left text in %s", (_, sectionWith) => {
    expect(shown(sectionWith("שלום")).join("\n")).toContain("\u2068שלום\u2069");
  });

  test("aligns columns without counting isolates", () => {
    const rows = [
      { name: "שלום", figures: ["1"], isTotal: false },
      { name: "Anna", figures: ["2"], isTotal: false },
    ];
    const lines = shown({ heading: null, blocks: [{ ...table, kind: "table", nameHead: "Name", heads: ["n"], rows }] });
    expect(lines).toEqual(["Name  n", "\u2068שלום\u2069  1", "Anna  2"]);
  });
});

test("drawHeadline leaves out the footer", () => {
  const sections: MailSection[] = [
    { heading: "Heading", blocks: [{ kind: "lines", lines: ["one"] }] },
    { heading: null, blocks: [{ kind: "note", text: "grey" }] },
  ];
  expect(drawHeadline(mailWith(...sections))).toBe("Title\nDate: fact\n\nHEADING\none\n\ngrey");
});
