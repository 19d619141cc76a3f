import { expect, test } from "vitest";
import { openLab } from "../../bench/lab.ts";
import { reportNodeFlags } from "../../bench/node-flags.ts";

const SESSIONS = 300_000;

test.runIf(process.platform === "linux")(
  `a report of ${SESSIONS} sessions, with all its files, takes less than 350 MB of memory`,
  async () => {
    const sizes = { small: SESSIONS, large: SESSIONS, huge: SESSIONS };
    const lab = await openLab({ runs: 1, ...sizes, nodeFlags: reportNodeFlags() }, () => {});
    try {
      const { url } = await lab.day(SESSIONS);
      const { peak, facts } = await lab.inFolder((folder) => lab.measure(lab.bundled("whole-run"), [url, folder]));
      process.stderr.write(`${SESSIONS} sessions: ${peak.toFixed(0)} MB\n`);

      expect(facts.sessions).toBe(SESSIONS);
      expect(peak).toBeLessThan(350);
    } finally {
      lab.close();
    }
  },
);
