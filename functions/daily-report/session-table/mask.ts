import { createHmac } from "node:crypto";
import { isIPv4, isIPv6 } from "node:net";
import { ReportError } from "../domain/report-error.ts";
import { type Column, cutOf } from "./column.ts";

/** The key of the pseudonyms would let anybody find the ids behind them by trying. */
export class MaskKeyError extends ReportError {
  override readonly name = "MaskKeyError";
}

/** A masked text; null when nothing of it may be shown. */
type Mask = (text: string, key: string) => string | null;

/** How a personal column is masked, by its name. A column that is not named here is left out of a masked table. */
const masks: Readonly<Record<string, Mask>> = {
  client_name: initials,
  client_id: pseudonym,
  client_external_id: pseudonym,
  client_phone: lastDigits,
  client_device: pseudonym,
  client_ip: network,
  country: (text) => text,
  region: (text) => text,
  city: (text) => text,
};

const SHORTEST_KEY = 16;

export function isMaskable({ name }: Pick<Column, "name">): boolean {
  return Object.hasOwn(masks, name);
}

/** The column with its texts masked; throws MaskKeyError for a key of fewer than 16 characters. */
export function masked(column: Column, key: string): Column {
  if (key.length < SHORTEST_KEY) {
    throw new MaskKeyError(
      "MASK_KEY",
      `The key that masks the clients' ids has ${key.length} characters; give a secret one of at least ${SHORTEST_KEY}.`,
    );
  }
  const mask = masks[column.name] ?? (() => null);
  const maskedValue: Column["value"] = (entry) => {
    const value = column.value(entry);
    return typeof value === "string" ? mask(value, key) : null;
  };
  return {
    ...column,
    value: maskedValue,
    problem: (entry) => {
      if (column.value(entry) === null) return column.problem(entry);
      const shown = maskedValue(entry);
      return shown === null ? `${column.field}: unmaskable` : cutOf(column.field, shown);
    },
  };
}

const MOST_INITIALS = 3;

/** The first letters of the first words that have one. A phone number given as a name has none. */
function initials(text: string): string | null {
  const letters = text.split(" ").flatMap((word) => /\p{L}\p{M}*/u.exec(word)?.[0] ?? []);
  // No more than a few, since a name spelt out letter by letter would be shown whole.
  return letters.length === 0
    ? null
    : letters
        .slice(0, MOST_INITIALS)
        .map((letter) => `${letter.toUpperCase()}.`)
        .join(" ");
}

/** The same for the same id everywhere in a deployment, so that a client can still be followed. */
function pseudonym(text: string, key: string): string {
  return createHmac("sha256", key).update(text).digest("hex").slice(0, 12);
}

/** The last two digits of a number long enough that they do not tell it. */
function lastDigits(text: string): string | null {
  const digits = text.match(/\p{Nd}/gu) ?? [];
  return digits.length < 7 ? null : digits.slice(-2).join("");
}

/** The network of an address: the first half of an IPv4 address, the first 32 bits of an IPv6 one (a provider's usual share). */
function network(text: string): string | null {
  const address = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(text)?.[1] ?? text;
  if (isIPv4(address)) return `${address.split(".").slice(0, 2).join(".")}.0.0/16`;
  return isIPv6(address) ? `${firstGroups(address)}::/32` : null;
}

function firstGroups(address: string): string {
  // What is written before "::"; groups left out are zeros.
  const [head = ""] = address.split("::");
  const [first = "0", second = "0"] = head.split(":").filter((group) => group !== "");
  return [first, second].map((group) => Number.parseInt(group, 16).toString(16)).join(":");
}
