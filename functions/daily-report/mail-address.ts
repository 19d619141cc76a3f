/**
 * The rule for all e-mail addresses: of senders, recipients, replies and alarms. An address is sent in ASCII, so a domain in
 * another script is converted to its ASCII form ("почта.рф" to "xn--80a1acny.xn--p1ai").
 */

const domainPattern = /^(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+[a-z](?:[a-z\d-]{0,61}[a-z\d])$/i;
const localPattern = /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*$/;
// Letters and digits of any script, the hyphen and the dot. No other sign, so that the URL parser finds no port, path or escape.
const label = String.raw`[\p{L}\p{Nd}](?:[\p{L}\p{Nd}\p{M}-]*[\p{L}\p{Nd}\p{M}])?`;
const anyScriptPattern = new RegExp(String.raw`^${label}(?:\.${label})+$`, "u");
// The URL parser drops these characters: two different texts would be the same domain.
const invisible = /\p{Default_Ignorable_Code_Point}/u;

/** What the part before the "@" must be, as the end of "an e-mail address with ...". */
export const rightLocalPart = 'only ASCII characters before the "@", since the mail service (SES) takes no others';

/**
 * The address in ASCII, or null if the text is not exactly one bare address. An address in ASCII is returned
 * unchanged, in its letter case. Not accepted: quoted local parts, IP numbers as domains, domains without a dot.
 */
export function asciiAddress(text: string): string | null {
  const at = text.lastIndexOf("@");
  const local = text.slice(0, Math.max(at, 0));
  const domain = asciiDomain(text.slice(at + 1));
  // "=?" starts an encoded word (RFC 2047), which mail programs decode although it is not allowed in an address.
  if (domain === null || local.length > 64 || !localPattern.test(local) || local.includes("=?")) return null;
  const address = `${local}@${domain}`;
  return address.length <= 254 ? address : null;
}

/**
 * The domain in ASCII, or null if the text is not a domain with a dot in it. A domain in ASCII is returned
 * unchanged; any other is mapped to lower case and punycode as in browsers (UTS #46, non-transitional: "ß" stays "ß").
 */
export function asciiDomain(text: string): string | null {
  if (text.length > 253) return null;
  if (domainPattern.test(text)) return text;
  if (!anyScriptPattern.test(text) || invisible.test(text) || !URL.canParse(`http://${text}`)) return null;
  const { hostname } = new URL(`http://${text}`);
  return hostname.length <= 253 && domainPattern.test(hostname) ? hostname : null;
}

/** The domain of an address in ASCII, in lower case. Two addresses have the same domain if these are equal. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1).toLowerCase();
}

/** Returns the identities that SES may have verified for an address: the address, its domain, and each parent domain. */
export function identitiesFor(address: string): string[] {
  const labels = domainOf(address).split(".");
  return [address, ...labels.slice(0, -1).map((_, depth) => labels.slice(depth).join("."))];
}

/** Whether the text is an address except that its local part is not ASCII. */
export function hasForeignLocalPart(text: string): boolean {
  const at = text.lastIndexOf("@");
  const local = text.slice(0, Math.max(at, 0));
  const inAscii = local.replace(/\P{ASCII}/gu, "x");
  return inAscii !== local && asciiAddress(`${inAscii}${text.slice(at)}`) !== null;
}

/** The bare address of a checked sender: "reports@example.com" of "Daily report <reports@example.com>". */
export function addressOf(sender: string): string {
  return /<([^<>]+)>$/.exec(sender)?.[1] ?? sender;
}
