import { beforeAll, describe, expect, it } from "vitest";
import { backfillDefinition } from "../../cdk/backfill-definition.ts";
import { report } from "./report-settings.ts";
import { templateOf } from "./synthesize.ts";

type Machine = {
  readonly StateMachineName: string;
  readonly StateMachineType: string;
  readonly Definition: { readonly States: Record<string, Record<string, unknown>> };
};

/** The definition, with references written as <name>. */
function definitionOf(text: { "Fn::Join": [string, unknown[]] }): Machine["Definition"] {
  const parts = text["Fn::Join"][1].map((part) => {
    const { Ref: ref, "Fn::GetAtt": att } = Object(part);
    return typeof part === "string" ? part : `<${String(ref ?? att?.[0]).replace(/[0-9A-F]{8}$/, "")}>`;
  });
  return JSON.parse(parts.join(""));
}

function machineOf(settings: object = {}): Machine {
  const machines = Object.values(
    templateOf({ reports: [report()], ...settings }).findResources("AWS::StepFunctions::StateMachine"),
  );
  expect(machines).toHaveLength(1);
  const { DefinitionString: text, ...properties } = machines[0]?.Properties ?? {};
  return { ...properties, Definition: definitionOf(text) };
}

function concurrencyOf(settings: object = {}): unknown {
  const functions = templateOf({ reports: [report()], ...settings }).findResources("AWS::Lambda::Function");
  return Object.values(functions)[0]?.Properties.ReservedConcurrentExecutions;
}

describe("the backfill of a stack", () => {
  let machine: Machine;
  beforeAll(() => {
    machine = machineOf();
  });

  it("is a Standard workflow of its stage, whose days are Standard executions too, because one may take 15 minutes", () => {
    expect(machine).toMatchObject({
      StateMachineName: "daily-report-prod-backfill",
      StateMachineType: "STANDARD",
      Definition: {
        States: {
          EachDay: { ItemProcessor: { ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" } } },
        },
      },
    });
  });

  it("is the definition that the tests execute, with the resources of the stack", () => {
    const own = { functionArn: "<ReportFunction>", bucketName: "<ArchiveBucket>", topicArn: "<AlarmsTopic>" };
    expect(machine.Definition).toEqual(
      backfillDefinition({ ...own, concurrency: 4, title: "Daily report, stage prod" }),
    );
  });

  it("reads the list of days from the archive and writes the results there", () => {
    const Bucket = "<ArchiveBucket>";
    expect(machine.Definition.States.EachDay).toMatchObject({
      ItemReader: {
        Resource: "arn:aws:states:::s3:getObject",
        ReaderConfig: { InputType: "JSON" },
        Parameters: { Bucket, "Key.$": "$.planned.key" },
      },
      ResultWriter: { Resource: "arn:aws:states:::s3:putObject", Parameters: { Bucket } },
    });
  });

  it("makes 4 days at the same time, and goes on however many of them fail", () => {
    expect(machine.Definition.States.EachDay).toMatchObject({ MaxConcurrency: 4, ToleratedFailurePercentage: 100 });
    expect(machineOf({ backfillConcurrency: 2 }).Definition.States.EachDay).toMatchObject({ MaxConcurrency: 2 });
  });

  it("tries a day again if TWIN, the time or Lambda was the reason", () => {
    const { ItemProcessor } = machine.Definition.States.EachDay as { ItemProcessor: { States: { MakeDay: object } } };
    const { Retry } = ItemProcessor.States.MakeDay as { Retry: { ErrorEquals: string[] }[] };

    expect(Retry.flatMap(({ ErrorEquals }) => ErrorEquals)).toEqual(
      expect.arrayContaining([
        ...["TwinUnavailableError", "OutOfTimeError", "ArchiveError"],
        ...["Lambda.TooManyRequestsException", "Lambda.ServiceException", "Lambda.AWSLambdaException"],
        ...[
          "Lambda.SdkClientException",
          "Lambda.ClientExecutionTimeoutException",
          "Lambda.Unknown",
          "Sandbox.Timedout",
        ],
      ]),
    );
  });

  it("mails operations through the topic of the alarms, at its end and if it ends early", () => {
    const TopicArn = "<AlarmsTopic>";
    for (const state of ["Announce", "AnnounceFailure"]) {
      expect(machine.Definition.States[state]).toMatchObject({ Parameters: { TopicArn } });
    }
  });

  it("may be used only by Step Functions of this account", () => {
    const roles = Object.values(templateOf({ reports: [report()] }).findResources("AWS::IAM::Role"));
    const trust = roles.flatMap(({ Properties }) => Properties.AssumeRolePolicyDocument.Statement);
    expect(trust.find(({ Principal }) => Principal.Service === "states.amazonaws.com").Condition).toMatchObject({
      StringEquals: { "aws:SourceAccount": { Ref: "AWS::AccountId" } },
      ArnLike: { "aws:SourceArn": expect.anything() },
    });
  });

  it("leaves its lists and results in the archive for 90 days", () => {
    const [bucket] = Object.values(templateOf({ reports: [report()] }).findResources("AWS::S3::Bucket"));
    expect(bucket?.Properties.LifecycleConfiguration.Rules).toContainEqual(
      expect.objectContaining({ Prefix: "backfills/", ExpirationInDays: 90 }),
    );
  });
});

describe("the function", () => {
  it("runs at most 5 calls at the same time, so that TWIN is not stormed, whatever calls it", () => {
    expect(concurrencyOf()).toBe(5);
    expect(concurrencyOf({ reservedConcurrency: 12 })).toBe(12);
  });

  it("has no limit of its own if the account has none to spare", () => {
    expect(concurrencyOf({ reservedConcurrency: null })).toBeUndefined();
  });
});
