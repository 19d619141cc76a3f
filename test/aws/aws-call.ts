import type { IncomingHttpHeaders } from "node:http";

/** A request as a fake of AWS reads it; `url` is the path with its query. */
export type AwsRequest = {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: IncomingHttpHeaders;
};

/** The calls of AWS that the function makes, and that the fakes therefore know. */
export type AwsCall =
  | { readonly service: "s3"; readonly is: "get" | "head" | "put" | "delete"; readonly key: string }
  | { readonly service: "s3"; readonly is: "copy"; readonly key: string; readonly from: string }
  | { readonly service: "s3"; readonly is: "list"; readonly prefix: string }
  | { readonly service: "secretsmanager"; readonly is: "secret"; readonly id: string }
  | { readonly service: "ses"; readonly is: "mail" };

/** Headers that would change what a call means, and that no call of the function has. */
const meaningful =
  /^(if-|range$|expect$|x-amz-(?!content-sha256$|date$|user-agent$|security-token$|meta-write-id$|meta-sha256$))/;

/** Headers that the clients add to some calls, which a fake may ignore. */
const ignored = ["x-amz-checksum-mode", "x-amz-sdk-checksum-algorithm", "x-amz-checksum-crc32", "if-none-match"];

/** The header of a copy on the server; a put with it has no body. */
const COPY_SOURCE = "x-amz-copy-source";

const objectCalls: Readonly<Record<string, "get" | "head" | "put" | "delete">> = {
  GET: "get",
  HEAD: "head",
  PUT: "put",
  DELETE: "delete",
};

/**
 * The call that a request makes; null for a path, method, query parameter, header or action that the function does not use:
 * a fake that answered it would let a test pass that AWS itself would fail.
 */
export function awsCallOf(request: AwsRequest, body: string): AwsCall | null {
  const { method = "", url = "", headers } = request;
  const { pathname, searchParams } = new URL(url, "http://aws");
  if (method === "POST") return pathname === "/" && searchParams.size === 0 ? actionOf(headers, body) : null;
  if (hasMeaningful(headers, [...ignored, COPY_SOURCE])) return null;
  if (headers["if-none-match"] !== undefined && !(method === "PUT" && headers["if-none-match"] === "*")) return null;
  const [, key] = /^\/[a-z0-9.-]+\/(.*)$/.exec(pathname) ?? [];
  if (key === undefined) return null;
  const is = objectCalls[method];
  if (key !== "") {
    const isPlain = hasOnly(searchParams, ["x-id"]) && (method !== "PUT" || headers["content-encoding"] === undefined);
    if (is === undefined || !isPlain) return null;
    if (headers[COPY_SOURCE] !== undefined) return is === "put" ? copyOf({ headers, pathname, key }) : null;
    return { service: "s3", is, key: decodeURIComponent(key) };
  }
  const isList = is === "get" && searchParams.get("list-type") === "2";
  return isList && hasOnly(searchParams, ["list-type", "prefix", "continuation-token"])
    ? { service: "s3", is: "list", prefix: searchParams.get("prefix") ?? "" }
    : null;
}

type CopyRequest = { readonly headers: IncomingHttpHeaders; readonly pathname: string; readonly key: string };

/** A copy within one bucket, of an object as it is. */
function copyOf({ headers, pathname, key }: CopyRequest): AwsCall | null {
  const [, bucket = "", from = ""] = /^([^/]+)\/([^?]+)$/.exec(String(headers[COPY_SOURCE])) ?? [];
  const isWithin = pathname === `/${bucket}/${key}` && headers["if-none-match"] === undefined;
  return isWithin ? { service: "s3", is: "copy", key: decodeURIComponent(key), from: decodeURIComponent(from) } : null;
}

function actionOf(headers: IncomingHttpHeaders, body: string): AwsCall | null {
  const type = headers["content-type"]?.split(";")[0];
  if (type === "application/x-amz-json-1.1") {
    const isKnown = headers["x-amz-target"] === "secretsmanager.GetSecretValue";
    return isKnown && !hasMeaningful(headers, ["x-amz-target"]) ? secretOf(body) : null;
  }
  if (type !== "application/x-www-form-urlencoded" || hasMeaningful(headers, [])) return null;
  const form = new URLSearchParams(body);
  const isMail = form.get("Action") === "SendRawEmail" && form.get("Version") === "2010-12-01";
  return isMail && form.has("RawMessage.Data") ? { service: "ses", is: "mail" } : null;
}

function secretOf(body: string): AwsCall | null {
  const { SecretId, ...more } = JSON.parse(body) as Record<string, unknown>;
  const isById = typeof SecretId === "string" && Object.keys(more).length === 0;
  return isById ? { service: "secretsmanager", is: "secret", id: SecretId } : null;
}

function hasMeaningful(headers: IncomingHttpHeaders, except: readonly string[]): boolean {
  return Object.keys(headers).some((name) => meaningful.test(name) && !except.includes(name));
}

function hasOnly(parameters: URLSearchParams, known: readonly string[]): boolean {
  return [...parameters.keys()].every((name) => known.includes(name));
}
