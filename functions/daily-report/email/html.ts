import { oneLine } from "./one-line.ts";

const MARKUP = Symbol("markup");

/** Markup that is safe to send. Only `html` creates it; a value parsed from JSON cannot have the symbol key. */
export type Html = { readonly [MARKUP]: string };

type Slot = string | Html | readonly Html[];

/** A template tag for markup. Escapes text in slots (content, or attribute values in double quotes), but not markup. */
export function html(strings: TemplateStringsArray, ...slots: readonly Slot[]): Html {
  const pieces = slots.map((slot, index) => `${markupOf(slot)}${strings[index + 1]}`);
  return { [MARKUP]: `${strings[0]}${pieces.join("")}` };
}

/** Returns the markup as a string. */
export function toText(document: Html): string {
  return document[MARKUP];
}

function markupOf(slot: Slot): string {
  if (typeof slot === "string") return escapeHtml(slot);
  return MARKUP in slot ? slot[MARKUP] : slot.map(toText).join("");
}

/** All outside text in the HTML of the mail passes through here. */
function escapeHtml(text: string): string {
  return oneLine(text).replace(/[&<>"'`]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
