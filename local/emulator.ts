import { once } from "node:events";
import { ReportError } from "../functions/daily-report/domain/report-error.ts";
import { fromHere, readOptions, runCommand } from "./command.ts";
import { inventDay } from "./invent-day.ts";
import { partAsText } from "./show-file.ts";
import { curlRecipe } from "./twin-emulator/curl-recipe.ts";
import { readSessionFile } from "./twin-emulator/read-session-file.ts";
import { indexSessions, spanOf } from "./twin-emulator/session-index.ts";
import { startEmulator, type TwinEmulator } from "./twin-emulator/start-emulator.ts";

const ZONE = "Europe/Moscow";

const HELP = `Serves the TWIN chat API on this machine, as its reference page describes it, until you press Ctrl+C.

  npm run emulator -- [--data FILE] [--port N] [--email E] [--password P]

  --data FILE     the sessions to serve: TWIN items (JSON objects), one per line or in a JSON array, or saved answers of
                  the API ({"count": n, "items": [...]}), plain or gzipped. Without it: yesterday of an invented contact
                  centre, which stays the same until midnight.
  --port N        the port to listen on, 0 for any free port (default 8080)
  --email E       the email of the login (default demo@example.com)
  --password P    the password of the login (default demo)
  --help          this text

Log in under /api/v1/auth/, list sessions under /api/v1/sessions.`;

const options = {
  data: { type: "string" },
  port: { type: "string", default: "8080" },
  email: { type: "string", default: "demo@example.com" },
  password: { type: "string", default: "demo" },
  help: { type: "boolean", default: false },
} as const;

await runCommand(async (args) => {
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
      `Port ${wanted.port} ${reason}; choose another with --port, or 0 for any free port.`,
    );
  }
}
