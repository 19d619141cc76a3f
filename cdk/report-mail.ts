import { Stack } from "aws-cdk-lib";
import { type IGrantable, PolicyStatement } from "aws-cdk-lib/aws-iam";
import { ConfigurationSet, ConfigurationSetTlsPolicy } from "aws-cdk-lib/aws-ses";
import { Construct } from "constructs";
import { addressOf, type ReportDefinition } from "../functions/daily-report/report-definition.ts";

export type ReportMailProps = { definitions: readonly ReportDefinition[] };

/** How reports are mailed. The senders' addresses or domains are verified in SES by hand, in this account and region. */
export class ReportMail extends Construct {
  readonly configurationSet: ConfigurationSet;
  readonly #senders: readonly string[];

  constructor(scope: Construct, id: string, props: ReportMailProps) {
    super(scope, id);
    const senders = props.definitions.flatMap(({ sender }) => (sender === null ? [] : [addressOf(sender)]));
    this.#senders = [...new Set(senders)];
    this.configurationSet = new ConfigurationSet(this, "ConfigurationSet", {
      // The mails hold people's figures: better returned than read on the way.
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      reputationMetrics: true,
    });
  }

  /** Lets the grantee send raw mail from the reports' senders; nothing when no report has one. */
  grantSend(grantee: IGrantable): void {
    if (this.#senders.length === 0) return;
    const arn = (resource: string, resourceName: string) =>
      Stack.of(this).formatArn({ service: "ses", resource, resourceName });
    const identities = new Set(this.#senders.flatMap(identitiesFor));
    grantee.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ["ses:SendRawEmail"],
        resources: [
          ...[...identities].map((identity) => arn("identity", identity)),
          arn("configuration-set", this.configurationSet.configurationSetName),
        ],
        conditions: { StringEquals: { "ses:FromAddress": this.#senders } },
      }),
    );
  }
}

/** What may be verified in SES for a sender: the address, its domain, or a domain above that. */
function identitiesFor(sender: string): string[] {
  const labels = sender
    .slice(sender.indexOf("@") + 1)
    .toLowerCase()
    .split(".");
  return [sender, ...labels.slice(0, -1).map((_, depth) => labels.slice(depth).join("."))];
}
