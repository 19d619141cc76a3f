/**
 * Which names of time zones are accepted, and how they are spelled. The archive compares days by the text of
 * their zone, so a name must have one spelling.
 */

// Old abbreviations of ICU, which the runtime accepts although IANA does not list them: "BST" would be Dhaka.
const abbreviation = /^(?:A[CEGRS]T|B[ES]T|C[ANST]T|E[AC]T|I[ES]T|JST|MIT|N[ES]T|P[LNRS]T|SST|VST|SystemV\/.*)$/i;

/** The words of IANA names that are not spelled with one capital in front, by their lower case. */
const oddWords = new Map(
  [
    ..."of es au BajaNorte BajaSur ComodRivadavia DeNoronha DumontDUrville EasterIsland McMurdo".split(" "),
    ..."ACT CET CHAT CST CDT EET EST EDT GB GMT HST IN LHI MET MST MDT NSW NZ PRC PST PDT ROC ROK SU UCT US UTC WET".split(
      " ",
    ),
  ].map((word) => [word.toLowerCase(), word]),
);

/**
 * The IANA name in its right spelling, for a text in any letter case; null if the runtime does not know the zone.
 * A backward link stays a link ("asia/calcutta" is "Asia/Calcutta", "asia/kolkata" is "Asia/Kolkata"); null for an offset.
 */
export function zoneNamed(text: string): string | null {
  if (/^[+-]/.test(text) || abbreviation.test(text) || !isKnown(text)) return null;
  const name = text.toLowerCase();
  // The runtime lists one name of each zone, and resolves every other name to that one.
  return Intl.supportedValuesOf("timeZone").find((zone) => zone.toLowerCase() === name) ?? inWords(name);
}

/** The one name that the runtime has for a zone and all its links: "Europe/Kiev" for "Europe/Kyiv". `zone` is a known zone. */
export function canonicalZone(zone: string): string {
  return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone;
}

function inWords(name: string): string {
  return name.replace(/[a-z]+/g, (word) => oddWords.get(word) ?? `${word.charAt(0).toUpperCase()}${word.slice(1)}`);
}

function isKnown(text: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: text });
    return true;
  } catch {
    return false;
  }
}
