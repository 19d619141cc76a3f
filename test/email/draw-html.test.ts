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
  { kind: "tiles", tiles: [{ label: text, figure: text, note: text }] },
  {
    kind: "table",
    nameHead: text,
    heads: [text],
    rows: [{ name: text, figures: [text], isTotal: true }],
    layout: null,
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
  test("draws each kind of block with all of its texts, in order", () => {
    const table: Block = {
      kind: "table",
      nameHead: "Hour",
      heads: ["Sessions", "Lost"],
      rows: [{ name: "09:00", figures: ["5", "1"], isTotal: false }],
      layout: null,
    };
    const blocks: Block[] = [
      { kind: "lines", lines: ["one", "two"] },
      { kind: "points", points: [{ lead: "first", rest: "second", tone: null }] },
      { kind: "warning", text: "red" },
      { kind: "note", text: "grey" },
      { kind: "tiles", tiles: [{ label: "Handled", figure: "7", note: "of 9" }] },
      table,
    ];
    const texts = [
      "one",
      "two",
      "first",
      "second",
      "red",
      "grey",
      "Handled",
      "7",
      "of 9",
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
    expect(bold.map(({ attributes }) => attributes)).toEqual([
      { class: "worse", style: "font-weight:bold;color:#8f1d14" },
      { class: "better", style: "font-weight:bold;color:#1b6e3c" },
      { style: "font-weight:bold" },
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

  test("gives a table the class of its layout, or no class if it has no layout", () => {
    const classOf = (layout: "operators" | null) =>
      readHtml(
        drawHtml(mailWith({ heading: null, blocks: [{ kind: "table", nameHead: "", heads: [], rows: [], layout }] })),
      ).elements.findLast(({ name }) => name === "table")?.attributes.class;
    expect([classOf("operators"), classOf(null)]).toEqual(["operators", undefined]);
  });

  test("draws the total row of a table in bold, and no other row", () => {
    const rows = [
      { name: "a", figures: ["1"], isTotal: false },
      { name: "b", figures: ["2"], isTotal: true },
    ];
    const html = drawHtml(
      mailWith({ heading: null, blocks: [{ kind: "table", nameHead: "Name", heads: ["n"], rows, layout: null }] }),
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
