import { execFileSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { renderEmail } from "../../functions/daily-report/email/render-email.ts";
import { longestHistory } from "../furnished-history.ts";
import { hasProgram } from "../programs.ts";
import { handled } from "../session-rows.ts";
import { busyDay } from "../texts/busy-day.ts";

const longNames = ["Константинопольская-Преображенская Анна-Мария", "x".repeat(200), "<img src=x onerror=alert(1)>"];
const report = {
  ...busyDay(longNames.map((operatorName, i) => handled({ operatorName, userId: 100 + i }))),
  history: longestHistory("x".repeat(200)),
};
const { html } = renderEmail({
  report,
  title: "Поддержка клиентов, все каналы",
  locale: "ru",
  currency: "RUB",
  enclosure: { attached: ["support.xlsx"], archived: [`s3://bucket/reports/${"a".repeat(80)}/report.xlsx`] },
});

/** A page that shows the mail in a frame of the given width and measures it. */
const page = (width: number) => `<!DOCTYPE html><meta charset="utf-8"><body>
<iframe style="width:${width}px;height:2000px;border:0" srcdoc="${html.replace(/&/g, "&amp;").replace(/"/g, "&quot;")}"></iframe>
<script>
// The texts of a row that have less than 4 px between them.
function touchingIn(mail) {
  return [...mail.querySelectorAll("tbody tr, thead tr")].flatMap((row) => {
    const texts = [...row.querySelectorAll(":scope > th, :scope > td.ink")].map((cell) => {
      const range = mail.createRange();
      range.selectNodeContents(cell);
      return range.getBoundingClientRect();
    });
    return texts.slice(1).filter((text, i) => text.left - texts[i].right < 4).map(() => row.textContent);
  });
}
addEventListener("load", () => {
  const mail = document.querySelector("iframe").contentDocument;
  const seen = {
    width: mail.documentElement.scrollWidth,
    room: mail.documentElement.clientWidth,
    images: mail.images.length,
    touching: touchingIn(mail),
    names: [...mail.querySelectorAll("tbody th")].map((name) => name.textContent),
    background: mail.defaultView.getComputedStyle(mail.querySelector(".card")).backgroundColor,
  };
  document.body.textContent = "seen " + encodeURIComponent(JSON.stringify(seen)) + " end";
})</script>`;

type Seen = { width: number; room: number; images: number; touching: string[]; names: string[]; background: string };

describe.skipIf(!hasProgram("chromium", "the mail on screens"))("the mail in a browser", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "mail-"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const seen = new Map<string, Promise<Seen>>();
  /** What a browser of that width and colour scheme shows. Starts one browser for each combination. */
  function lookAt(width: number, scheme: "dark" | "light"): Promise<Seen> {
    const key = `${width} ${scheme}`;
    const look = seen.get(key) ?? startBrowser(width, scheme);
    seen.set(key, look);
    return look;
  }

  async function startBrowser(width: number, scheme: "dark" | "light"): Promise<Seen> {
    const file = join(folder, `${width}.html`);
    await writeFile(file, page(width));
    const args = [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      `--user-data-dir=${join(folder, "profile")}`,
      `--blink-settings=preferredColorScheme=${scheme === "dark" ? 0 : 1}`,
      "--dump-dom",
      `file://${file}`,
    ];
    const dom = execFileSync("chromium", args, {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
      timeout: 50_000,
    });
    return JSON.parse(decodeURIComponent(/seen (\S+) end/.exec(dom)?.[1] ?? "null"));
  }

  test.each([360, 800])(
    "needs no horizontal scrolling at %d px, even with hostile names of operators",
    async (width) => {
      const { width: needed, room } = await lookAt(width, "light");
      expect(needed).toBe(room);
    },
  );

  test.each([360, 800])("has no columns that touch at %d px", async (width) => {
    expect((await lookAt(width, "light")).touching).toEqual([]);
  });

  test("shows hostile names as plain text", async () => {
    const { images, names } = await lookAt(800, "light");
    expect(images).toBe(0);
    expect(names).toEqual(expect.arrayContaining(longNames));
  });

  test("is dark if the reader prefers dark colours", async () => {
    expect((await lookAt(360, "light")).background).toBe("rgb(255, 255, 255)");
    expect((await lookAt(360, "dark")).background).toBe("rgb(29, 34, 40)");
  });
});
