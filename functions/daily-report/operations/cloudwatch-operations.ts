import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics, MetricUnit } from "@aws-lambda-powertools/metrics";
import { metricNames } from "../environment.ts";
import type { Operations } from "../ports.ts";
import { readableStack } from "./readable-stack.ts";

/**
 * Writes to stdout: log events as JSON, and measures in CloudWatch's embedded metric format, from which CloudWatch makes
 * metrics of the stage and of the report. Accepts only plain values, never an error, because the logger would print every property of an error.
 */
export function createCloudwatchOperations(stage: string): Operations {
  const { namespace, service: serviceName } = metricNames;
  const logger = new Logger({ serviceName, logLevel: "INFO" });
  return {
    log(level, event, facts) {
      const { stack } = facts;
      logger[level](event, { ...facts, ...(typeof stack === "string" && { stack: readableStack(stack) }) });
    },
    measure(report, measures) {
      const metrics = new Metrics({ namespace, serviceName, defaultDimensions: { stage } });
      // Alarms look at all reports of the stage at once, so that there are as many alarms for one report as for 300.
      metrics.addDimensions({});
      if (report !== null) metrics.addDimensions({ report });
      for (const [name, value] of Object.entries(measures)) {
        metrics.addMetric(name, name.endsWith("Ms") ? MetricUnit.Milliseconds : MetricUnit.Count, value);
      }
      metrics.publishStoredMetrics();
    },
  };
}
