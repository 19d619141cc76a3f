import type { IncomingMessage } from "node:http";
import { type Account, answerLogin, answerRefresh } from "./answer-login.ts";
import { answerSessions, type SessionsAnswer } from "./answer-sessions.ts";
import type { Answer } from "./fault.ts";
import { readQuery } from "./read-query.ts";
import { Refusal } from "./refusal.ts";
import type { SessionIndex } from "./session-index.ts";
import type { TokenIssuer, Tokens } from "./token-issuer.ts";

/** The state of the emulator. */
export type World = { readonly account: Account; readonly tokens: TokenIssuer; readonly index: SessionIndex };

const MAX_BODY_BYTES = 65_536;

const routes = {
  "/api/v1/auth/login": { name: "login", method: "POST", answer: login },
  "/api/v1/auth/refresh": { name: "refresh", method: "POST", answer: refresh },
  "/api/v1/sessions": { name: "sessions", method: "GET", answer: sessions },
} as const;

export type RouteName = (typeof routes)[keyof typeof routes]["name"] | "elsewhere";

/** Returns the name of the documented route at a path, for any method. */
export function routeAt(path: string): RouteName {
  return isRoute(path) ? routes[path].name : "elsewhere";
}

/** Returns the correct answer to a request; a Refusal becomes an answer with the vendor's error body. */
export async function answerRequest(request: IncomingMessage, world: World): Promise<Answer> {
  try {
    return { status: 200, headers: {}, body: { json: await answerOf(request, world) } };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { status, headers, message, details } = error;
    return {
      status,
      headers,
      body: { json: details === undefined ? { error: message } : { error: message, details } },
    };
  }
}

/** Returns the path and query string of a request. */
export function targetOf(request: IncomingMessage): { path: string; search: URLSearchParams } {
  const [path = "", ...search] = (request.url ?? "").split("?");
  return { path, search: new URLSearchParams(search.join("?")) };
}

async function answerOf(request: IncomingMessage, world: World): Promise<unknown> {
  const { path } = targetOf(request);
  if (!isRoute(path)) throw new Refusal(404, "Not found");
  const { method, answer } = routes[path];
  if (request.method !== method) throw new Refusal(405, "Method not allowed", { headers: { allow: method } });
  return answer(request, world);
}

function isRoute(path: string): path is keyof typeof routes {
  return Object.hasOwn(routes, path);
}

async function login(request: IncomingMessage, { account, tokens }: World): Promise<Tokens> {
  return answerLogin(await bodyOf(request), account, tokens);
}

async function refresh(request: IncomingMessage, { account, tokens }: World): Promise<Tokens> {
  const authorization = request.headers.authorization ?? "";
  return answerRefresh({ body: await bodyOf(request), authorization }, account, tokens);
}

async function sessions(request: IncomingMessage, { tokens, index }: World): Promise<SessionsAnswer> {
  const [, token = ""] = /^Bearer (.+)$/.exec(request.headers.authorization ?? "") ?? [];
  const state = tokens.check(token);
  if (state !== "valid")
    throw new Refusal(401, state === "expired" ? "Token is expired." : "User is not authenticated");
  return answerSessions(index, readQuery(targetOf(request).search));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw new Refusal(413, "The body is too large.");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
