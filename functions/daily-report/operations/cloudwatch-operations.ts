import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics, MetricUnit } from "@aws-lambda-powertools/metrics";
import { metricNames } from "../environment.ts";
import type { Operations } from "../ports.ts";
import { readableStack } from "./readable-stack.ts";

/**
 * Writes to stdout: log events as JSON, and measures in CloudWatch's embedded metric format, from which CloudWatch makes
 * metrics of the stage. Accepts only plain values, never an error, because the logger would print every property of an error.
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
      const metrics = new Metrics({ namespace, serviceName });
      metrics.addDimension("stage", stage);
      metrics.addDimension("report", report);
      for (const [name, value] of Object.entries(measures)) {
        metrics.addMetric(name, name.endsWith("Ms") ? MetricUnit.Milliseconds : MetricUnit.Count, value);
      }
      metrics.publishStoredMetrics();
    },
  };
}
