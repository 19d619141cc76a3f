import { EventBus, EventField, Rule, RuleTargetInput } from "aws-cdk-lib/aws-events";
import { SnsTopic } from "aws-cdk-lib/aws-events-targets";
import { type ConfigurationSet, EmailSendingEvent, EventDestination } from "aws-cdk-lib/aws-ses";
import type { Topic } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";
import { mailTags } from "../functions/daily-report/environment.ts";
import { runbookOf } from "./runbook.ts";

export type MailEventsProps = {
  configurationSet: ConfigurationSet;
  topic: Topic;
  stage: string;
};

/**
 * What SES does with a mail after it has accepted it: a bounce, also of an address that SES suppresses without trying, a
 * complaint, a rejection or a mail that could not be rendered is announced in one sentence that names report and day. The
 * events themselves hold addresses. So they go to the topic by way of EventBridge, which writes the sentence, and are kept
 * nowhere.
 */
export class MailEvents extends Construct {
  readonly rule: Rule;

  constructor(scope: Construct, id: string, { configurationSet, topic, stage }: MailEventsProps) {
    super(scope, id);
    configurationSet.addEventDestination("Destination", {
      // SES publishes to no other bus than the default one.
      destination: EventDestination.eventBus(EventBus.fromEventBusName(this, "Bus", "default")),
      events: [
        EmailSendingEvent.BOUNCE,
        EmailSendingEvent.COMPLAINT,
        EmailSendingEvent.REJECT,
        EmailSendingEvent.RENDERING_FAILURE,
      ],
    });
    const tag = (name: string) => EventField.fromPath(`$.detail.mail.tags.${name}[0]`);
    this.rule = new Rule(this, "Rule", {
      description: "Announces mails of the daily report that SES did not deliver",
      eventPattern: {
        source: ["aws.ses"],
        detail: { mail: { tags: { "ses:configuration-set": [configurationSet.configurationSetName] } } },
      },
    });
    const message = RuleTargetInput.fromText(
      `Daily report, stage ${stage}: a mail of report ${tag(mailTags.report)} of ${tag(mailTags.day)} came to nothing ` +
        `(${EventField.fromPath("$.detail.eventType")}, message ${EventField.fromPath("$.detail.mail.messageId")}). ` +
        runbookOf("Undelivered"),
    );
    this.rule.addTarget(new SnsTopic(topic, { message }));
  }
}
