/** An emulator's address, its account, and the stretch of time to list (milliseconds since 1970; null: any). */
export type Recipe = {
  readonly url: string;
  readonly email: string;
  readonly password: string;
  readonly span: { readonly first: number; readonly last: number } | null;
};

/** Commands to paste into a shell: log in, then list the ten newest sessions. Whatever a shell or a URL would read otherwise is quoted. */
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

/** Commas and colons stand for themselves in a query; a plus must stay %2B, or it would be read as a blank. */
function readable(query: URLSearchParams): string {
  return query.toString().replaceAll("%2C", ",").replaceAll("%3A", ":");
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
