import { expect, test } from "vitest";
import { doubtfulIn, isDoubtful } from "../../functions/daily-report/domain/doubt.ts";
import { headlineIds } from "../../functions/daily-report/domain/history/past.ts";
import { metricsOf } from "../../functions/daily-report/domain/metrics/catalogue.ts";
import { counted } from "./history/counted.ts";

function dayWith(frt: [number, number], csi: [number, number], nps: [number, number]) {
  const [valid, invalid] = [0, 1] as const;
  return metricsOf(
    counted({
      class: { handled: 1000 },
      frt: { 30: frt[valid] },
      csi: { "5/5": csi[valid] },
      nps: { 9: nps[valid] },
      invalid: { frt: frt[invalid], csi: csi[invalid], nps: nps[invalid] },
    }),
  );
}

test("a metric is doubtful if more than 10 % of its values are invalid", () => {
  // 633 of 685 reply times; 1 of 10 scores, which is 10 %; 2 of 19 marks, which is 10.5 %.
  expect(doubtfulIn(dayWith([52, 633], [9, 1], [17, 2]))).toEqual(["frt", "nps"]);
});

test("the metrics computed from such values are doubtful, and no others", () => {
  const doubtful = (...of: Parameters<typeof dayWith>) => headlineIds.filter((id) => isDoubtful(id, dayWith(...of)));
  expect(doubtful([52, 633], [9, 1], [9, 1])).toEqual(["sl1", "frt_p50"]);
  expect(doubtful([9, 1], [9, 2], [9, 1])).toEqual(["csi", "csat_top_box"]);
  expect(doubtful([9, 1], [9, 1], [9, 2])).toEqual(["nps"]);
});

test("a metric without any values is not doubtful", () => {
  expect(doubtfulIn(metricsOf(new Map()))).toEqual([]);
});
