import type { MetricId } from "../../functions/daily-report/domain/metrics/catalogue.ts";

/**
 * Metrics as SQL over the rows of the table `sessions`, one expression each, for the whole day or for a group of rows. They use
 * only the columns of the table, so they say what an analyst has to write; docs/metrics.md says the same in words.
 */

/** The share of hits of a flag column, in percent. */
const share = (flag: string) =>
  `100.0 * count(*) FILTER (WHERE ${flag} = 'hit') / nullif(count(*) FILTER (WHERE ${flag} IN ('hit', 'miss')), 0)`;

const sessionsOf = (...classes: readonly string[]) =>
  `count(*) FILTER (WHERE class IN (${classes.map((name) => `'${name}'`).join(", ")}))`;

const handled = sessionsOf("handled");
const offered = sessionsOf("handled", "lost", "unanswered", "waiting");

const percentOf = (part: string, whole: string) => `100.0 * ${part} / nullif(${whole}, 0)`;

/** 100 (promoters - detractors) / answers. */
const nps = (sessionClass: string) => {
  const marks = (...groups: readonly string[]) =>
    `count(*) FILTER (WHERE class = '${sessionClass}' AND in_nps IN (${groups.map((group) => `'${group}'`).join(", ")}))`;
  return percentOf(`(${marks("promoter")} - ${marks("detractor")})`, marks("promoter", "passive", "detractor"));
};

/** A percentile by linear interpolation; null if there are fewer than `least` values. */
const percentile = (column: string, where: string, fraction: number, least: number) =>
  `CASE WHEN count(${column}) FILTER (WHERE ${where}) >= ${least}
     THEN quantile_cont(${column}, ${fraction}) FILTER (WHERE ${where}) END`;

const inFrt = "in_frt = 'yes'";
const isHandled = "class = 'handled'";
const noSpam = "class <> 'spam'";

export const sessionFormulas = {
  sessions: `count(*) FILTER (WHERE ${noSpam})`,
  offered,
  handled,
  lost: sessionsOf("lost"),
  unanswered: sessionsOf("unanswered"),
  waiting: sessionsOf("waiting"),
  bot_only: sessionsOf("bot_only"),
  open: `count(*) FILTER (WHERE ${noSpam} AND closed_at IS NULL)`,
  spam: sessionsOf("spam"),
  lost_rate: percentOf(sessionsOf("lost"), offered),
  unanswered_rate: percentOf(sessionsOf("unanswered"), offered),
  containment: share("in_containment"),
  transfer_rate: share("in_transfer"),
  no_reply_to_last: percentOf(
    `count(*) FILTER (WHERE ${isHandled} AND last_word_unanswered)`,
    `count(last_word_unanswered) FILTER (WHERE ${isHandled})`,
  ),
  closed_without_reply: "count(closed_by) FILTER (WHERE class = 'unanswered')",
  messages_client: `sum(client_messages) FILTER (WHERE ${noSpam})`,
  messages_operator: `sum(operator_messages) FILTER (WHERE ${noSpam})`,
  messages_bot: `sum(bot_messages) FILTER (WHERE ${noSpam})`,
  nps: nps("handled"),
  nps_bot: nps("bot_only"),
  nps_coverage: percentOf(`count(in_nps) FILTER (WHERE ${isHandled})`, handled),
  csi: "avg(csi_share) FILTER (WHERE in_csi = 'yes')",
  csat_top_box: share("in_top_box"),
  csi_coverage: percentOf("count(in_csi)", handled),
  rating: `avg(rating) FILTER (WHERE ${isHandled})`,
  frt: `avg(first_reply_seconds) FILTER (WHERE ${inFrt})`,
  frt_p50: percentile("first_reply_seconds", inFrt, 0.5, 1),
  frt_p90: percentile("first_reply_seconds", inFrt, 0.9, 10),
  frt_p95: percentile("first_reply_seconds", inFrt, 0.95, 20),
  sl1: `CASE WHEN ${handled} = 0 OR count(in_frt) > 0 THEN ${share("in_sl1")} END`,
  sl1_answered: percentOf("count(*) FILTER (WHERE in_sl1 = 'hit')", "count(in_frt)"),
  duration: `avg(duration_seconds) FILTER (WHERE ${isHandled})`,
  duration_p50: percentile("duration_seconds", isHandled, 0.5, 1),
  duration_p90: percentile("duration_seconds", isHandled, 0.9, 10),
  fcr: share("in_fcr"),
  fcr_coverage: percentOf("count(in_fcr)", handled),
  price_total: `sum(price) FILTER (WHERE ${noSpam})`,
  price_per_session: `avg(price) FILTER (WHERE ${noSpam})`,
} satisfies Partial<Record<MetricId, string>>;

/** Metrics that the columns do not express: a mark out of range counts as a rating elsewhere, and its cell is empty. */
export const notInSessions: readonly MetricId[] = ["ratings_elsewhere"];
