import type { ListAnswer } from "../../../functions/daily-report/twin/decode-answer.ts";
import type { SeededRandom } from "../../../local/twin-emulator/invention/seeded-random.ts";
import { type Asked, answerFrom } from "../../twin/session-rows.ts";
import { tellCount } from "./count-lies.ts";
import type { Hiding, Script } from "./grow-script.ts";
import { MovingRows } from "./moving-rows.ts";
import { changed, lateRow, type Row } from "./script-rows.ts";

/** The list of one scripted server: its rows, which of them it shows, and how they change between answers. */
export class ScriptedList {
  readonly rows: MovingRows;
  readonly #script: Script;
  readonly #random: SeededRandom;
  #before: ListAnswer | null = null;
  #late = 0;

  constructor(script: Script, random: SeededRandom) {
    this.rows = new MovingRows(script.rows);
    this.#script = script;
    this.#random = random;
  }

  answer(asked: Asked): { count: number | string; items: readonly unknown[] } {
    const whole = this.#matches(asked);
    const isHiding = this.#random.chance(this.#script.chances.hiding);
    const answer = isHiding ? hide[this.#script.hiding](whole, { random: this.#random, before: this.#before }) : whole;
    const count = tellCount(this.#random, this.#script.countLie, {
      answer: { ...answer, count: whole.count },
      shown: asked,
    });
    this.#before = whole;
    this.#move();
    return { count: this.#script.countAsText ? String(count) : count, items: answer.items };
  }

  /** A full page of new sessions each time, so that the list never ends. */
  flood(asked: Asked): ListAnswer {
    const items = Array.from({ length: asked.limit }, () => this.#flash(asked.from));
    return { count: this.rows.present().length, items };
  }

  #flash(at: number): Row {
    this.#late += 1;
    const row = { ...lateRow(this.#random, this.#late), createdAt: new Date(at).toISOString() };
    this.rows.insert(row);
    this.rows.replace(this.rows.present().length - 1, null);
    return row;
  }

  #matches(asked: Asked): ListAnswer {
    const { kind, behaviour } = this.#script;
    if (kind !== "other bounds") return answerFrom(this.rows.present(), asked, behaviour);
    const touched = this.rows.present().filter((row) => isTouched(row, asked));
    return answerFrom(touched, asked, { ...behaviour, ignores: ["from", "to"] });
  }

  #move(): void {
    const random = this.#random;
    while (random.chance(this.#script.chances.change / 2)) {
      const rows = this.rows.present();
      const place = random.whole(0, Math.max(0, rows.length - 1));
      const row = rows[place];
      const what = random.pick(["insert", "delete", "update"] as const);
      this.#late += 1;
      if (what === "insert") this.rows.insert(lateRow(random, this.#late));
      else if (row !== undefined && mayChange(row))
        this.rows.replace(place, what === "delete" ? null : changed(random, row));
    }
  }
}

/** A row without id or creation would become a second session by any change. */
function mayChange(row: Row): boolean {
  return row.id !== null && !Number.isNaN(Date.parse(String(row.createdAt)));
}

/** The other times that `from` and `to` may bound, besides creation. */
function isTouched({ updatedAt }: Row, { from, to }: Asked): boolean {
  const at = Date.parse(String(updatedAt));
  return at >= from && at <= to;
}

type Surroundings = { random: SeededRandom; before: ListAnswer | null };

const asItIs = (answer: ListAnswer): ListAnswer => answer;

const hide: Record<Hiding, (answer: ListAnswer, surroundings: Surroundings) => ListAnswer> = {
  "empty pages": (answer) => ({ ...answer, items: [] }),
  "page before": (answer, { before }) => before ?? answer,
  holes: (answer, { random }) => ({ ...answer, items: answer.items.filter(() => random.chance(0.8)) }),
  // One row of the page is replaced by another row of it.
  twins: (answer, { random }) => ({
    ...answer,
    items: answer.items.map((row, at) => (random.chance(0.8) ? row : (answer.items[at - 1] ?? row))),
  }),
  // These concern the behaviour of the server, not single answers.
  "no sort": asItIs,
  "no offset": asItIs,
  "no from": asItIs,
  "no to": asItIs,
};
