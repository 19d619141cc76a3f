import { Stack } from "aws-cdk-lib";
import { ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import { Construct } from "constructs";

export type OperationsTopicProps = {
  /** Required, so that nobody forgets it: an address, or "none" for a topic to which the deployer subscribes what they like. */
  alarmEmail: string;
};

/** Where alarms and undelivered mails are announced. */
export class OperationsTopic extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, { alarmEmail }: OperationsTopicProps) {
    super(scope, id);
    this.topic = new Topic(this, "Topic", { displayName: "Daily report alarms", enforceSSL: true });
    // A topic with a custom policy does not let the account's alarms publish unless the policy allows it.
    const account = { StringEquals: { "aws:SourceAccount": Stack.of(this).account } };
    this.topic.grantPublish(new ServicePrincipal("cloudwatch.amazonaws.com", { conditions: account }));
    if (alarmEmail !== "none") this.topic.addSubscription(new EmailSubscription(alarmEmail));
  }
}
