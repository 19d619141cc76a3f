import { backfillFolder } from "../functions/daily-report/backfill-steps.ts";

export type BackfillDefinitionProps = {
  readonly functionArn: string;
  readonly bucketName: string;
  readonly topicArn: string;
  /** How many days are made at the same time. */
  readonly concurrency: number;
  /** In the subject and at the head of each mail to operations. */
  readonly title: string;
};

/** What Step Functions calls the failures of Lambda itself; it knows no pattern for them. They pass within minutes. */
const lambdaBusy = [
  "Lambda.TooManyRequestsException",
  "Lambda.ServiceException",
  "Lambda.AWSLambdaException",
  "Lambda.SdkClientException",
  "Lambda.ClientExecutionTimeoutException",
];

/** A function that was stopped, or ended by itself; then it may need the next try to continue what it has begun. */
const functionEnded = ["OutOfTimeError", "Lambda.Unknown", "Sandbox.Timedout", "Runtime.ExitError", "States.Timeout"];

const busyRetry = {
  ErrorEquals: lambdaBusy,
  IntervalSeconds: 15,
  BackoffRate: 2,
  MaxAttempts: 8,
  MaxDelaySeconds: 600,
  JitterStrategy: "FULL",
};

/** After 5, 10, 20 and 40 minutes. */
const twinRetry = { ErrorEquals: ["TwinUnavailableError"], IntervalSeconds: 300, BackoffRate: 2, MaxAttempts: 4 };
const endedRetry = { ErrorEquals: functionEnded, IntervalSeconds: 30, BackoffRate: 2, MaxAttempts: 2 };
const archiveRetry = { ErrorEquals: ["ArchiveError"], IntervalSeconds: 30, BackoffRate: 2, MaxAttempts: 3 };

/** Longer than any call of the function. */
const CALL_SECONDS = 16 * 60;

/**
 * The workflow of a backfill in the Amazon States Language (functions/daily-report/backfill-steps.ts has its steps). Its input is
 * a BackfillPlan, its output `{planned, summary}`. A day that fails after its retries does not stop the others. The function
 * does the work; this text holds only the order, the retries and the mail to operations.
 */
export function backfillDefinition(props: BackfillDefinitionProps) {
  const { bucketName: Bucket, topicArn, concurrency, title } = props;
  const call = (payload: object) => ({
    Type: "Task",
    Resource: "arn:aws:states:::lambda:invoke",
    Parameters: { FunctionName: props.functionArn, Payload: payload },
    TimeoutSeconds: CALL_SECONDS,
  });
  const announce = (subject: string, message: string) => ({
    Type: "Task",
    Resource: "arn:aws:states:::sns:publish",
    Parameters: { TopicArn: topicArn, "Subject.$": subject, "Message.$": message },
    Retry: [{ ErrorEquals: ["States.TaskFailed"], IntervalSeconds: 15, BackoffRate: 2, MaxAttempts: 4 }],
  });
  const Catch = [{ ErrorEquals: ["States.ALL"], ResultPath: "$.failure", Next: "AnnounceFailure" }];
  const own = { "backfill.$": "$$.Execution.Name", "plan.$": "$.plan" };
  return {
    Comment: "Makes the reports of a long range of days; mails no reader.",
    StartAt: "Begin",
    States: {
      Begin: { Type: "Pass", Parameters: { "plan.$": "$" }, Next: "Plan" },
      Plan: {
        ...call(own),
        ResultSelector: { "key.$": "$.Payload.planned.key", "days.$": "$.Payload.planned.days" },
        ResultPath: "$.planned",
        Retry: [busyRetry, endedRetry, archiveRetry],
        Catch,
        Next: "EachDay",
      },
      EachDay: {
        Type: "Map",
        Label: "EachDay",
        ItemReader: {
          Resource: "arn:aws:states:::s3:getObject",
          ReaderConfig: { InputType: "JSON" },
          Parameters: { Bucket, "Key.$": "$.planned.key" },
        },
        MaxConcurrency: concurrency,
        ToleratedFailurePercentage: 100,
        ItemProcessor: {
          ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" },
          StartAt: "MakeDay",
          States: {
            MakeDay: {
              ...call({}),
              Parameters: { FunctionName: props.functionArn, "Payload.$": "$" },
              ResultSelector: { "made.$": "States.ArrayLength($.Payload.runs)" },
              Retry: [twinRetry, busyRetry, endedRetry, archiveRetry],
              End: true,
            },
          },
        },
        ResultWriter: {
          Resource: "arn:aws:states:::s3:putObject",
          Parameters: { Bucket, "Prefix.$": `States.Format('${backfillFolder}/{}', $$.Execution.Name)` },
        },
        ResultPath: "$.written",
        Catch,
        Next: "SumUp",
      },
      SumUp: {
        ...call({ ...own, "results.$": "$.written.ResultWriterDetails.Key" }),
        ResultSelector: { "summary.$": "$.Payload.summary" },
        ResultPath: "$.summedUp",
        Retry: [busyRetry, endedRetry, archiveRetry],
        Catch,
        Next: "Announce",
      },
      Announce: {
        ...announce(`States.Format('${title}: {}', $.summedUp.summary.subject)`, "$.summedUp.summary.message"),
        ResultPath: null,
        Next: "Done",
      },
      Done: {
        Type: "Pass",
        Parameters: { "planned.$": "$.planned", "summary.$": "$.summedUp.summary" },
        End: true,
      },
      AnnounceFailure: {
        ...announce(
          `States.Format('${title}: a backfill ended early')`,
          `States.Format('The backfill {} ended early ({}). What is made is kept: start it again. Step Functions shows why.', $$.Execution.Name, $.failure.Error)`,
        ),
        ResultPath: null,
        Next: "Failed",
      },
      Failed: { Type: "Fail", ErrorPath: "$.failure.Error", CausePath: "$.failure.Cause" },
    },
  };
}
