import { oneLine } from "./one-line.ts";

const MARKUP = Symbol("markup");

/** Markup that is safe to send: only `html` makes it, and nothing that was ever JSON can look like it. */
export type Html = { readonly [MARKUP]: string };

type Slot = string | Html | readonly Html[];

/** A template of markup. Text in its slots, be it content or an attribute's value in double quotes, is escaped; markup is not. */
export function html(strings: TemplateStringsArray, ...slots: readonly Slot[]): Html {
  const pieces = slots.map((slot, index) => `${markupOf(slot)}${strings[index + 1]}`);
  return { [MARKUP]: `${strings[0]}${pieces.join("")}` };
}

/** The finished document. */
export function toText(document: Html): string {
  return document[MARKUP];
}

function markupOf(slot: Slot): string {
  if (typeof slot === "string") return escapeHtml(slot);
  return MARKUP in slot ? slot[MARKUP] : slot.map(toText).join("");
}

/** The one way of text from outside into the mail's HTML. */
function escapeHtml(text: string): string {
  return oneLine(text).replace(/[&<>"'`]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
