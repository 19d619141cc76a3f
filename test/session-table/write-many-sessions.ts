/** A program that runs with a memory limit: it writes a table of 20 000 sessions and prints the number of written sessions. */
import { sortOut } from "../../functions/daily-report/domain/sort-out.ts";
import { day, handled } from "../session-rows.ts";
import { withScratchFolder } from "./scratch-folder.ts";
import { openTable } from "./table-files.ts";

const SESSIONS = 20_000;
const PIECE = 1_000;

await withScratchFolder(async (folder) => {
  const table = openTable(folder);
  for (let first = 0; first < SESSIONS; first += PIECE) {
    const rows = Array.from({ length: PIECE }, (_, index) =>
      handled({
        createdAt: new Date(day.from + (first + index) * 1000).toISOString(),
        name: "Anna Smith",
        dialogResults: { answers: Array.from({ length: 20 }, (_unused, answer) => `answer ${answer}`) },
      }),
    );
    await table.add(sortOut(rows, day));
  }
  const { rows, xlsx } = await table.finish();
  process.stdout.write(JSON.stringify({ rows, isFile: xlsx.bytes > 1_000_000 }));
});
