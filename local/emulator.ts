import { once } from "node:events";
import { ReportError } from "../functions/daily-report/domain/report-error.ts";
import { fromHere, readOptions, runDoor } from "./door.ts";
import { inventDay } from "./invent-day.ts";
import { partAsText } from "./show-file.ts";
import { curlRecipe } from "./twin-emulator/curl-recipe.ts";
import { readSessionFile } from "./twin-emulator/read-session-file.ts";
import { indexSessions, spanOf } from "./twin-emulator/session-index.ts";
import { startEmulator, type TwinEmulator } from "./twin-emulator/start-emulator.ts";

const ZONE = "Europe/Moscow";

const HELP = `Serves the TWIN chat API, as its reference page describes it, on this machine until interrupted.

  npm run emulator -- [--data FILE] [--port N] [--email E] [--password P]

  --data FILE     the sessions to serve: TWIN items (JSON objects), one per line or in a JSON array, or answers of the API
                  as saved ({"count": n, "items": [...]}), plain or gzipped. Without it: an invented contact centre's
                  yesterday, the same all day long.
  --port N        where to listen, 0 for any free port (default 8080)
  --email E       whom to let in (default demo@example.com)
  --password P    with which password (default demo)
  --help          this text

Log in under /api/v1/auth/, list sessions under /api/v1/sessions.`;

const options = {
  data: { type: "string" },
  port: { type: "string", default: "8080" },
  email: { type: "string", default: "demo@example.com" },
  password: { type: "string", default: "demo" },
  help: { type: "boolean", default: false },
} as const;

await runDoor(async (args) => {
  const { data, port, email, password, help } = readOptions(args, options);
  if (help) return HELP;
  const wanted = { port: readPort(port), email, password };
  const sessions = data === undefined ? inventAndSay(Date.now()) : await readAndSay(fromHere(data));
  const emulator = await listen({ sessions, ...wanted });
  console.log(`${sessions.length} sessions at ${emulator.url}; log in and list some:\n`);
  console.log(curlRecipe({ url: emulator.url, email, password, span: spanOf(indexSessions(sessions)) }));
  console.log("\nStop with Ctrl+C.");
  await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
  await emulator.close();
  return "Stopped.";
});

function readPort(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new ReportError(
    "WRONG_OPTION",
    `--port ${JSON.stringify(text)} is not a port; give a whole number from 0 to 65535.`,
  );
}

function inventAndSay(now: number): readonly unknown[] {
  const { day, seed, items } = inventDay({ zone: ZONE, now });
  console.log(`Invented ${day.date} (${ZONE}) from seed ${seed}.`);
  return items;
}

async function readAndSay(path: string): Promise<readonly unknown[]> {
  const file = await readSessionFile(path);
  for (const line of partAsText(file, "en")) console.log(line);
  return file.items;
}

async function listen(wanted: Parameters<typeof startEmulator>[0] & { port: number }): Promise<TwinEmulator> {
  try {
    return await startEmulator(wanted);
  } catch (error) {
    const isTaken = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
    const reason = isTaken ? "is taken" : "cannot be listened on";
    throw new ReportError(
      "PORT_UNUSABLE",
      `Port ${wanted.port} ${reason}; choose another with --port, 0 for any free one.`,
    );
  }
}
