import { Metric, Stats } from "aws-cdk-lib/aws-cloudwatch";
import { metricNames } from "../functions/daily-report/environment.ts";

/** Returns a metric that the function itself publishes, over all reports of the stage: the highest value in five minutes. */
export function stageMetric(metricName: string, stage: string): Metric {
  const { namespace, service } = metricNames;
  return new Metric({ namespace, metricName, dimensionsMap: { service, stage }, statistic: Stats.MAXIMUM });
}
