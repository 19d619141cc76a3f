import { describe, expect, test } from "vitest";
import { drawHtml } from "../../functions/daily-report/email/draw-html.ts";
import type { Block, MailSection } from "../../functions/daily-report/email/section.ts";
import { mailWith } from "./mail-of.ts";
import { readHtml } from "./read-html.ts";

const hostile = '</td></tr></table>"><img src=x>&amp;';

/** A block of each kind, with the text in every place that takes one. */
const blocksWith = (text: string): Block[] => [
  { kind: "lines", lines: [text, text] },
  { kind: "points", points: [{ lead: text, rest: text, tone: "worse" }] },
  { kind: "warning", text },
  { kind: "note", text },
  { kind: "action", text, links: [{ text, link: "https://example.com/1" }] },
  {
    kind: "tiles",
    tiles: [
      {
        label: text,
        figure: text,
        usually: text,
        state: { text, tone: "worse" },
        goal: { text, tone: null },
        parts: [50, 30, 20],
        note: text,
      },
    ],
  },
  { kind: "bars", bars: [{ share: 1, isWorse: true }], ticks: [text], barsPerTick: 6 },
  {
    kind: "table",
    nameHead: text,
    heads: [text],
    rows: [{ name: text, figures: [text], isTotal: true }],
  },
];

/** The texts of the body below the head of the mail, without the footer. */
function shown(...sections: MailSection[]): string[] {
  const texts = readHtml(drawHtml(mailWith(...sections))).texts.filter(({ inside }) => inside.includes("table"));
  return texts.map(({ text }) => text).slice(3, -1);
}

/** The rows of the outermost column. */
function rowsOf(...sections: MailSection[]): number {
  return drawHtml(mailWith(...sections)).match(/<tr><td style="padding:16px 16px 4px 16px">/g)?.length ?? 0;
}

describe("drawHtml", () => {
  test("draws the bar of a tile below its state, so that the states of two tiles are side by side", () => {
    const [state, note] = ["as usual", "171 ratings"];
    const tile = { label: "NPS", figure: "+37", usually: null, state: { text: state, tone: null }, goal: null, note };
    const html = drawHtml(
      mailWith({ heading: null, blocks: [{ kind: "tiles", tiles: [{ ...tile, parts: [60, 30, 10] }] }] }),
    );
    const places = [state, 'width="60%"', note].map((part) => html.indexOf(part));
    expect(places.toSorted((a, b) => a - b)).toEqual(places);
    expect(places[0]).toBeGreaterThan(0);
  });

  test("draws each kind of block with all of its texts, in order", () => {
    const table: Block = {
      kind: "table",
      nameHead: "Hour",
      heads: ["Sessions", "Lost"],
      rows: [{ name: "09:00", figures: ["5", "1"], isTotal: false }],
    };
    const blocks: Block[] = [
      { kind: "lines", lines: ["one", "two"] },
      { kind: "points", points: [{ lead: "first", rest: "second", tone: null }] },
      { kind: "warning", text: "red" },
      { kind: "note", text: "grey" },
      { kind: "action", text: "amber", links: [] },
      {
        kind: "tiles",
        tiles: [
          {
            label: "Handled",
            figure: "7",
            usually: "usually 6",
            state: { text: "as usual", tone: null },
            goal: { text: "goal 8", tone: "worse" },
            parts: null,
            note: "of 9",
          },
          { label: "NPS", figure: "+40", usually: null, state: null, goal: null, parts: [60, 20, 20], note: "ratings" },
        ],
      },
      { kind: "bars", bars: [{ share: 0.5, isWorse: false }], ticks: ["0:00"], barsPerTick: 6 },
      table,
    ];
    const texts = [
      "one",
      "two",
      "first",
      "second",
      "red",
      "grey",
      "amber",
      "Handled",
      "7",
      "usually 6",
      "as usual",
      ";",
      "goal 8",
      "of 9",
      "NPS",
      "+40",
      "ratings",
      "0:00",
      "Hour",
      "Sessions",
      "Lost",
      "09:00",
      "5",
      "1",
    ];
    expect(shown({ heading: "Heading", blocks })).toEqual(["Heading", ...texts]);
  });

  test("draws the first part of a point in bold, in the colour of its tone, and leaves out an empty one", () => {
    const points = (["worse", "better", null] as const).map((tone) => ({ lead: "a", rest: "b", tone }));
    const blocks: Block[] = [{ kind: "points", points: [...points, { lead: "", rest: "c", tone: null }] }];
    const bold = readHtml(drawHtml(mailWith({ heading: null, blocks }))).elements.filter(({ name }) => name === "b");
    // The first one is the verdict.
    expect(bold.slice(1).map(({ attributes }) => attributes)).toEqual([
      { class: "worse", style: "font-weight:bold;color:#8f1d14" },
      { class: "better", style: "font-weight:bold;color:#1b6e3c" },
      {},
    ]);
  });

  test("draws sections in order", () => {
    const sections = ["a", "b", "c"].map((heading) => ({ heading, blocks: [] }));
    expect(shown(...sections)).toEqual(["a", "b", "c"]);
  });

  test("draws a section with a heading in one row, and each block of a section without a heading in a separate row", () => {
    const blocks: Block[] = [
      { kind: "note", text: "a" },
      { kind: "warning", text: "b" },
    ];
    expect(rowsOf()).toBe(1);
    expect(rowsOf({ heading: "Heading", blocks })).toBe(2);
    expect(rowsOf({ heading: null, blocks })).toBe(3);
  });

  test.each(blocksWith("tame").map((block, index) => [block.kind, index] as const))(
    "escapes every text in a block of kind %s",
    (_, index) => {
      const draw = (text: string) =>
        readHtml(drawHtml(mailWith({ heading: text, blocks: blocksWith(text).slice(index, index + 1) })));
      const [tame, wild] = [draw("tame"), draw(hostile)];
      expect(wild.elements).toEqual(tame.elements);
      expect(wild.texts.filter(({ text }) => text === hostile)).toHaveLength(
        tame.texts.filter(({ text }) => text === "tame").length,
      );
    },
  );

  test("draws the parts of a tile and bars as cells without text, which screen readers skip", () => {
    const bars = [0, 0.5, 1].map((share) => ({ share, isWorse: share === 1 }));
    const tile = {
      label: "NPS",
      figure: "+40",
      usually: null,
      state: null,
      goal: null,
      parts: [60, 0, 40],
      note: "ratings",
    };
    const blocks: Block[] = [
      { kind: "tiles", tiles: [tile] },
      { kind: "bars", bars, ticks: ["a", "b"], barsPerTick: 2 },
    ];
    const { elements } = readHtml(drawHtml(mailWith({ heading: null, blocks })));
    expect(elements.filter(({ attributes }) => attributes["aria-hidden"] === "true")).toHaveLength(2);
    const cells = elements.map(({ attributes }) => attributes);
    // The others are those of the bars' tables.
    expect(cells.flatMap(({ width }) => width ?? [])).toEqual(["60%", "40%", "100%", "100%", "100%"]);
    // The first height is that of the row.
    expect(cells.flatMap(({ height }) => height ?? [])).toEqual(["64", "2", "32", "64"]);
    expect(cells.flatMap(({ class: name }) => (name === "bar" || name === "slow" ? name : []))).toEqual([
      "bar",
      "bar",
      "slow",
    ]);
    expect(cells.flatMap(({ colspan }) => colspan ?? [])).toEqual(["2", "1"]);
  });

  test("draws the total row of a table in bold, and no other row", () => {
    const rows = [
      { name: "a", figures: ["1"], isTotal: false },
      { name: "b", figures: ["2"], isTotal: true },
    ];
    const html = drawHtml(
      mailWith({ heading: null, blocks: [{ kind: "table", nameHead: "Name", heads: ["n"], rows }] }),
    );
    const cells = readHtml(html).elements.filter(({ attributes }) => /\bline ink$/.test(attributes.class ?? ""));
    expect(cells.map(({ attributes }) => /;font-weight:bold$/.test(attributes.style ?? ""))).toEqual([
      false,
      false,
      true,
      true,
    ]);
  });
});
