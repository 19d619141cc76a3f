import { Stack, Validations } from "aws-cdk-lib";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import type { Topic } from "aws-cdk-lib/aws-sns";
import { CfnStateMachine } from "aws-cdk-lib/aws-stepfunctions";
import { Construct } from "constructs";
import { backfillFolder } from "../functions/daily-report/backfill-steps.ts";
import { backfillDefinition } from "./backfill-definition.ts";
import type { ArchiveBucket } from "./report-archive.ts";

export type ReportBackfillProps = {
  handler: IFunction;
  bucket: ArchiveBucket;
  topic: Topic;
  stage: string;
  /** The name of the workflow. */
  name: string;
  concurrency: number;
};

/** The workflow that makes the reports of a long range of days; `npm run backfill` starts it. */
export class ReportBackfill extends Construct {
  readonly machine: CfnStateMachine;

  constructor(scope: Construct, id: string, props: ReportBackfillProps) {
    super(scope, id);
    const { handler, bucket, topic, stage, name, concurrency } = props;
    const role = this.#role(props);
    this.machine = new CfnStateMachine(this, "Machine", {
      stateMachineName: name,
      // Express workflows end after 5 minutes; a call of the function may take 15.
      stateMachineType: "STANDARD",
      roleArn: role.roleArn,
      // As text: CloudFormation refuses null in objects, and may turn their numbers into text.
      definitionString: Stack.of(this).toJsonString(
        backfillDefinition({
          ...{ functionArn: handler.functionArn, bucketName: bucket.bucketName, topicArn: topic.topicArn, concurrency },
          title: `Daily report, stage ${stage}`,
        }),
      ),
    });
    this.machine.node.addDependency(role);
    Validations.of(this.machine).acknowledge(
      {
        id: "AwsSolutions-SF1",
        reason:
          "What became of each day is in the results, and the log of the function; logs of the workflow would need rights on all log groups",
      },
      { id: "AwsSolutions-SF2", reason: "The workflow calls one function after the other; there is nothing to trace" },
    );
  }

  #role({ handler, bucket, topic, name }: ReportBackfillProps): Role {
    const { account, partition, region } = Stack.of(this);
    const states = (what: string) => `arn:${partition}:states:${region}:${account}:${what}`;
    const role = new Role(this, "Role", {
      description: "Lets the backfill call the report function",
      assumedBy: new ServicePrincipal("states.amazonaws.com", {
        conditions: {
          StringEquals: { "aws:SourceAccount": account },
          ArnLike: { "aws:SourceArn": states("stateMachine:*") },
        },
      }),
    });
    const files = bucket.arnForObjects(`${backfillFolder}/*`);
    const grants: [string[], string][] = [
      [["lambda:InvokeFunction"], handler.functionArn],
      [["sns:Publish"], topic.topicArn],
      // The list of days, the results, and the parts of large results.
      [["s3:GetObject", "s3:PutObject", "s3:ListMultipartUploadParts", "s3:AbortMultipartUpload"], files],
      // Each day is an execution of the workflow itself. The name is written out, because a reference would be circular.
      [["states:StartExecution"], states(`stateMachine:${name}`)],
      [["states:DescribeExecution", "states:StopExecution"], states(`execution:${name}:*`)],
      [["states:RedriveExecution"], states(`execution:${name}/*:*`)],
    ];
    for (const [actions, resource] of grants) role.addToPolicy(new PolicyStatement({ actions, resources: [resource] }));
    for (const what of [`execution:${name}:*`, `execution:${name}/*:*`]) {
      Validations.of(role).acknowledge({
        id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:${what}]`,
        reason: "Executions of this workflow have names that are made when they begin",
      });
    }
    return role;
  }
}
