import { readFileSync } from "node:fs";
import got from "got";
import { defaultTwinLimits } from "../../functions/daily-report/twin/twin-limits.ts";

/**
 * The least that a reader of the pages must do: `fetch-and-parse.ts FILE` fetches the addresses in a file, one per line, with
 * the options of the project's client (twin/twin-request.ts) and as many at once, parses them, and drops the result.
 */
const { connectTimeoutMs, responseTimeoutMs, requestTimeoutMs, parallelSlices } = defaultTwinLimits;
const client = got.extend({
  retry: { limit: 0 },
  followRedirect: false,
  throwHttpErrors: false,
  headers: { accept: "application/json", "user-agent": "daily-report", authorization: "Bearer bench" },
  timeout: {
    lookup: connectTimeoutMs,
    connect: connectTimeoutMs,
    secureConnect: connectTimeoutMs,
    response: responseTimeoutMs,
    request: requestTimeoutMs,
  },
});
const addresses = readFileSync(process.argv[2] ?? "", "utf8")
  .trim()
  .split("\n");
const utf8 = new TextDecoder();
let sessions = 0;

async function fetchSome(): Promise<void> {
  for (let address = addresses.shift(); address !== undefined; address = addresses.shift()) {
    const { body } = await client(address, { responseType: "buffer" });
    sessions += (JSON.parse(utf8.decode(body)) as { items: unknown[] }).items.length;
  }
}

await Promise.all(Array.from({ length: parallelSlices }, fetchSome));
process.stdout.write(JSON.stringify({ sessions }));
