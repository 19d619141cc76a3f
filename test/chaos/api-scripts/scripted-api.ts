import { setTimeout as delay } from "node:timers/promises";
import { type SeededRandom, seededRandom } from "../../../local/twin-emulator/invention/seeded-random.ts";
import type { Reply, Seen } from "../../twin/scripted-server.ts";
import { breakage, passingFault } from "./faults.ts";
import type { Script } from "./grow-script.ts";
import { ScriptedList } from "./scripted-list.ts";

/** No reading of such a small day needs so many requests; a reading that does would never end. */
export const mostRequests = 4000;

/** One scripted server, which answers request after request. */
export class ScriptedApi {
  readonly list: ScriptedList;
  readonly #story: { request: Seen; reply: Reply }[] = [];
  requests = 0;
  readonly #script: Script;
  readonly #random: SeededRandom;
  readonly #elsewhere: string;
  #logins = 0;
  #hung = false;

  constructor(script: Script, elsewhere: string) {
    this.#script = script;
    this.#elsewhere = elsewhere;
    this.#random = seededRandom(script.seed, 1);
    this.list = new ScriptedList(script, seededRandom(script.seed, 2));
  }

  async answer(request: Seen): Promise<Reply> {
    this.requests += 1;
    if (this.requests > mostRequests) return { status: 400 };
    const reply = this.#fault() ?? (request.method === "POST" ? this.#login() : this.#sessions(request));
    this.#story.push({ request, reply });
    if (this.#random.chance(this.#script.chances.latency)) await delay(this.#random.whole(0, 3));
    return reply;
  }

  /** Requests and answers, to help understand a failure. */
  story(): string[] {
    return this.#story.map(
      ({ request: { method, path, query }, reply }) => `${method} ${path} ${query} -> ${JSON.stringify(reply)}`,
    );
  }

  #fault(): Reply | null {
    const { chances, hangs } = this.#script;
    if (hangs && !this.#hung && this.#random.chance(0.2)) {
      this.#hung = true;
      return { fault: "hang" };
    }
    return this.#random.chance(chances.fault) ? passingFault(this.#random) : null;
  }

  #login(): Reply {
    const { breakage: unfit } = this.#script.chances;
    if (this.#random.chance(unfit / 10)) return this.#random.pick([{ status: 401 }, { json: {} }, { status: 500 }]);
    this.#logins += 1;
    return { json: { authToken: `token-${this.#logins}`, refreshToken: "refresh" } };
  }

  #sessions({ query, headers }: Seen): Reply {
    const { chances } = this.#script;
    // A revoked token stays invalid until a new login.
    if (this.#random.chance(chances.refusal)) this.#logins += 1;
    if (headers.authorization !== `Bearer token-${this.#logins}`) return { status: this.#random.pick([401, 403]) };
    const number = (name: string): number => Number(query.get(name) ?? 0);
    const instant = (name: string): number => Date.parse(query.get(name) ?? "");
    const asked = { from: instant("from"), to: instant("to"), offset: number("offset"), limit: number("limit") };
    if (!this.#random.chance(chances.breakage)) return { json: this.list.answer(asked) };
    return this.#random.chance(0.2) ? { json: this.list.flood(asked) } : breakage(this.#random, this.#elsewhere);
  }
}
