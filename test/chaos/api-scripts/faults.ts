import type { SeededRandom } from "../../../local/twin-emulator/invention/seeded-random.ts";
import type { Reply } from "../../twin/scripted-server.ts";
import { day } from "./script-rows.ts";

const json = '{"count":2,"items":[{"id":"a"},{"id":"b"}]}';

const retryAfters = [
  ...["0", "1", "3600", "99999999999", "-1", "soon", "", "1.5"],
  ...[new Date(day.to + 5000).toUTCString(), new Date(0).toUTCString(), "Mon, 99 Xxx 2026 99:99:99 GMT"],
];

/** A temporary fault: the client should retry. */
export function passingFault(random: SeededRandom): Reply {
  const busy = (): Reply => {
    const status = random.pick([408, 429, 429, 500, 502, 503, 504]);
    return random.chance(0.5) ? { status } : { status, headers: { "retry-after": random.pick(retryAfters) } };
  };
  const others: Reply[] = [
    { text: json.slice(0, random.whole(1, json.length - 1)) },
    { text: "<!doctype html><p>Maintenance</p>" },
    { fault: "drop" },
    { text: json, fault: "break" },
    { text: "" },
    { status: 204, text: "" },
    { text: "not gzip", headers: { "content-encoding": "gzip" } },
    { status: 503, text: "<p>down</p>" },
  ];
  return random.chance(0.6) ? busy() : random.pick(others);
}

/** A fault that a retry does not fix: an answer of the wrong form, from the wrong place or of another service. */
export function breakage(random: SeededRandom, elsewhere: string): Reply {
  const count = random.pick<unknown>([null, -1, 1.5, "many", "", true, [], {}]);
  return random.pick<Reply>([
    { json: { count: 1 } },
    { json: { count: 1, items: random.pick<unknown>([null, {}, "[]", 5, true]) } },
    { json: { count, items: [] } },
    { json: { items: [] } },
    { text: '{"count":1e400,"items":[]}' },
    { json: random.pick<unknown>([null, [], {}, "text", 5, { error: "Token is expired." }]) },
    { status: random.pick([400, 403, 404, 405, 422]), json: { error: "no" } },
    { status: random.pick([301, 302, 307, 308]), headers: { location: elsewhere } },
    { status: 503 },
  ]);
}
