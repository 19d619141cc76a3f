/** An emulator's address, its account, and the time range to list (milliseconds since 1970; null: any time). */
export type Recipe = {
  readonly url: string;
  readonly email: string;
  readonly password: string;
  readonly span: { readonly first: number; readonly last: number } | null;
};

/** Returns shell commands that log in and list the ten newest sessions. All values are escaped for the shell and the URL. */
export function curlRecipe({ url, email, password, span }: Recipe): string {
  const credentials = JSON.stringify({ email, password, ttl: 3600 });
  const query = new URLSearchParams({
    fields: "id,createdAt,messengerType,operatorName,nps",
    ...(span && { from: time(span.first), to: time(Math.ceil(span.last / 1000) * 1000) }),
    sort: "-createdAt",
    limit: "10",
  });
  return [
    `TOKEN=$(curl -s ${url}/api/v1/auth/login -H 'Content-Type: application/json' -d ${quoted(credentials)} \\`,
    `  | sed 's/.*"authToken":"\\([^"]*\\)".*/\\1/')`,
    `curl -s "${url}/api/v1/sessions?${readable(query)}" -H "Authorization: Bearer $TOKEN"`,
  ].join("\n");
}

function time(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}+00:00`;
}

/** Unescapes commas and colons, which are allowed in a query. A plus must stay %2B, because a plain one means a blank. */
function readable(query: URLSearchParams): string {
  return query.toString().replaceAll("%2C", ",").replaceAll("%3A", ":");
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
