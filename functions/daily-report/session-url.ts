const PLACE = "{id}";
const LONGEST = 200;

/** Host and optional port, then characters that a URL may contain. Quotes are left out, so that no link needs escapes in a formula. */
const ADDRESS = /^https:\/\/[a-z0-9.-]+(?::\d{1,5})?\/[\w\-.~:/?#[\]@!$&()*+,;=%]*$/i;

/**
 * Whether the text is an https address with `{id}` exactly once, after the host: an id must not choose the host. `sessionLink`
 * makes links from it.
 */
export function isSessionUrl(text: string): boolean {
  const [before = "", after, ...others] = text.split(PLACE);
  if (after === undefined || others.length > 0 || text.length > LONGEST) return false;
  return ADDRESS.test(before) && ADDRESS.test(before + after) && URL.canParse(before + after);
}
