/** The address of a path under a service's base address, with or without a slash at the base's end. */
export function apiUrl(base: string, path: string): URL {
  return new URL(path, base.endsWith("/") ? base : `${base}/`);
}
