import { mkdirSync } from "node:fs";
import { inventInTurn } from "../../local/twin-emulator/invent-sessions.ts";
import { benchDay, benchFields, SEED } from "../bench-day.ts";
import { writeDayFile } from "../day-file.ts";

/** Invents a day and writes it as a day file: `write-day.ts FOLDER SESSIONS`. */
const [folder = "", count = ""] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
writeDayFile(folder, inventInTurn({ ...benchDay(), seed: SEED, count: Number(count) }), benchFields());
