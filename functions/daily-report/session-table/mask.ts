import { createHmac, createSecretKey, type KeyObject } from "node:crypto";
import { isIPv4, isIPv6 } from "node:net";
import { ReportError } from "../domain/report-error.ts";
import type { Column } from "./column.ts";

/** The mask key is too short: the ids behind the pseudonyms could be found by trying all keys. */
export class MaskKeyError extends ReportError {
  override readonly name = "MaskKeyError";
}

/** Masks a text; returns null if no part of it may be shown. */
type Mask = (text: string, key: KeyObject) => string | null;

/** The mask of each personal column, by column name. A masked table leaves out the personal columns that are not listed here. */
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

/** Returns the column with its texts masked; throws MaskKeyError if the key has fewer than 16 characters. */
export function masked(column: Column, key: string): Column {
  const mask = masks[column.name] ?? (() => null);
  const secret = secretOf(key);
  return {
    ...column,
    value: (entry, note) => {
      const value = column.value(entry, note);
      if (value === null) return null;
      const shown = typeof value === "string" ? mask(value, secret) : null;
      if (shown === null) note(`${column.field}: unmaskable`);
      return shown;
    },
  };
}

function secretOf(key: string): KeyObject {
  if (key.length < SHORTEST_KEY) {
    throw new MaskKeyError(
      "MASK_KEY",
      `The key that masks the clients' ids has ${key.length} characters. Set a secret key of at least ${SHORTEST_KEY} characters.`,
    );
  }
  return createSecretKey(Buffer.from(key));
}

/** The id of a client as it is in a masked table. `key` is that of the deployment; throws MaskKeyError if it is too short. */
export function pseudonymOf(id: string, key: string): string {
  return pseudonym(id, secretOf(key));
}

const MOST_INITIALS = 3;

/** The initials of the first words with a letter; null if there is no letter, as in a phone number. */
function initials(text: string): string | null {
  const letters = text.split(" ").flatMap((word) => /\p{L}\p{M}*/u.exec(word)?.[0] ?? []);
  // The limit is there because a name written as single letters would otherwise be shown in full.
  return letters.length === 0
    ? null
    : letters
        .slice(0, MOST_INITIALS)
        .map((letter) => `${letter.toUpperCase()}.`)
        .join(" ");
}

/** Equal ids get equal pseudonyms everywhere in a deployment, so that a client can be followed over several days. */
function pseudonym(text: string, key: KeyObject): string {
  return createHmac("sha256", key).update(text).digest("hex").slice(0, 12);
}

/** The last two digits; null if the number has fewer than 7 digits, because two digits would reveal too much of it. */
function lastDigits(text: string): string | null {
  const digits = text.match(/\p{Nd}/gu) ?? [];
  return digits.length < 7 ? null : digits.slice(-2).join("");
}

/** The network of an address: the first 16 bits of an IPv4 address, or the first 32 bits of an IPv6 address (the usual block of a provider). */
function network(text: string): string | null {
  const address = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(text)?.[1] ?? text;
  if (isIPv4(address)) return `${address.split(".").slice(0, 2).join(".")}.0.0/16`;
  return isIPv6(address) ? `${firstGroups(address)}::/32` : null;
}

function firstGroups(address: string): string {
  // The groups before "::"; missing groups are zeros.
  const [head = ""] = address.split("::");
  const [first = "0", second = "0"] = head.split(":").filter((group) => group !== "");
  return [first, second].map((group) => Number.parseInt(group, 16).toString(16)).join(":");
}
