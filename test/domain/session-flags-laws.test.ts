import { test as property } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import type { Subject } from "../../functions/daily-report/domain/metrics/metric.ts";
import type { Report } from "../../functions/daily-report/domain/report.ts";
import { sessionFlags } from "../../functions/daily-report/domain/session-flags.ts";
import { hostileRows } from "../oracle/hostile-rows.ts";
import { day, reportOf } from "../session-rows.ts";
import { settings, subjectsOf } from "./subjects.ts";

type Flag = keyof typeof sessionFlags;

function count(subjects: readonly Subject[], flag: Flag, value: string): number {
  return subjects.filter((subject) => sessionFlags[flag](subject) === value).length;
}

describe("on a day of hostile rows", () => {
  const rates: [Flag, keyof Report["metrics"]][] = [
    ["in_top_box", "csat_top_box"],
    ["in_sl1", "sl1"],
    ["in_fcr", "fcr"],
    ["in_transfer", "transfer_rate"],
    ["in_containment", "containment"],
  ];
  for (const [flag, metric] of rates) {
    property.prop([hostileRows(day, 150)], { numRuns: 50 })(
      `the flags ${flag} add up to the metric ${metric}`,
      (rows) => {
        const subjects = subjectsOf(rows);
        const [hits, misses] = [count(subjects, flag, "hit"), count(subjects, flag, "miss")];

        expect(reportOf(rows, day, settings).metrics[metric]).toMatchObject({
          numerator: hits,
          denominator: hits + misses,
        });
      },
    );
  }

  property.prop([hostileRows(day, 150)], { numRuns: 50 })(
    "the flags in_nps add up to the metrics nps and nps_bot",
    (rows) => {
      const subjects = subjectsOf(rows);
      const { nps, nps_bot } = reportOf(rows, day, settings).metrics;

      for (const [metric, sessionClass] of [[nps, "handled"] as const, [nps_bot, "bot_only"] as const]) {
        const ofClass = subjects.filter((subject) => subject.class === sessionClass);
        expect(metric).toMatchObject({
          promoters: count(ofClass, "in_nps", "promoter"),
          passives: count(ofClass, "in_nps", "passive"),
          detractors: count(ofClass, "in_nps", "detractor"),
        });
      }
      expect(subjects.filter((subject) => sessionFlags.in_nps(subject) !== null)).toHaveLength(nps.n + nps_bot.n);
    },
  );

  property.prop([hostileRows(day, 150)], { numRuns: 50 })(
    "the flags in_csi and in_frt add up to the n of csi and frt",
    (rows) => {
      const subjects = subjectsOf(rows);
      const { csi, frt, sl1_answered } = reportOf(rows, day, settings).metrics;

      expect(count(subjects, "in_csi", "yes")).toBe(csi.n);
      expect(count(subjects, "in_frt", "yes")).toBe(frt.n);
      expect(subjects.filter((one) => sessionFlags.in_frt(one) && sessionFlags.in_sl1(one) === "hit")).toHaveLength(
        sl1_answered.numerator,
      );
    },
  );
});
