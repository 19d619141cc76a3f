/** Joins a base address and a path; the base may end with a slash or not. */
export function apiUrl(base: string, path: string): URL {
  return new URL(path, base.endsWith("/") ? base : `${base}/`);
}
