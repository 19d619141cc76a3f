/** A string in a spreadsheet formula may have 255 characters. */
const LONGEST = 255;

/**
 * Returns the address of the session's page, in ASCII and without quotes, blanks or angle brackets. `pattern` is
 * the `sessionUrl` of a report definition, already checked. Returns null for an id that no address can contain ("." and "..", which would lead to another page;
 * an unpaired surrogate), and if the address would have more than 255 characters.
 */
export function sessionLink(pattern: string, id: string): string | null {
  if (id === "" || id === "." || id === ".." || !id.isWellFormed()) return null;
  const link = pattern.replace("{id}", () => encoded(id));
  return link.length > LONGEST ? null : link;
}

/** The characters that `encodeURIComponent` leaves, although RFC 3986 reserves them. */
const RESERVED = /[!'()*]/g;

/** Most ids need no encoding, and there may be a million of them. */
const PLAIN = /^[\w.~-]+$/;

function encoded(id: string): string {
  if (PLAIN.test(id)) return id;
  return encodeURIComponent(id).replace(RESERVED, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
