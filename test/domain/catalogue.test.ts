import { expect, test } from "vitest";
import {
  catalogue,
  isLeftOut,
  metricIds,
  metricVersions,
} from "../../functions/daily-report/domain/metrics/catalogue.ts";
import { breakdownIds, type Unit } from "../../functions/daily-report/domain/metrics/metric.ts";

function idsOf(unit: Unit): string[] {
  return metricIds.filter((id) => catalogue[id].unit === unit);
}

test("a metric is shown in the unit that its definition names", () => {
  expect(idsOf("sessions")).toEqual(
    ["sessions", "offered", "handled", "lost", "unanswered", "waiting", "bot_only", "open", "spam"].concat([
      "closed_without_reply",
      "ratings_elsewhere",
    ]),
  );
  expect(idsOf("percent")).toEqual([
    ...["lost_rate", "unanswered_rate", "containment", "transfer_rate", "no_reply_to_last", "nps_coverage"],
    ...["csi", "csat_top_box", "csi_coverage", "sl1", "sl1_answered", "fcr", "fcr_coverage"],
  ]);
  expect(idsOf("nps")).toEqual(["nps", "nps_bot"]);
  expect(idsOf("seconds")).toEqual([
    ...["frt", "frt_p50", "frt_p90", "frt_p95"],
    ...["duration", "duration_p50", "duration_p90"],
  ]);
  expect(idsOf("messages")).toEqual(["messages_client", "messages_operator", "messages_bot"]);
  expect(idsOf("points")).toEqual(["rating"]);
  expect(idsOf("money")).toEqual(["price_total", "price_per_session"]);
});

test("every formula is the first of its id", () => {
  expect(new Set(Object.values(metricVersions))).toEqual(new Set([1]));
});

test("a bot's containment has no place in the rows of operators and groups, everything else has one everywhere", () => {
  const leftOut = metricIds.flatMap((id) =>
    breakdownIds.filter((of) => isLeftOut(catalogue[id], of)).map((of) => [id, of]),
  );

  expect(leftOut).toEqual([
    ["containment", "operators"],
    ["containment", "groups"],
  ]);
});
