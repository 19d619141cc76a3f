import { Stack, Validations } from "aws-cdk-lib";
import { type IGrantable, PolicyStatement } from "aws-cdk-lib/aws-iam";
import { ConfigurationSet, ConfigurationSetTlsPolicy } from "aws-cdk-lib/aws-ses";
import { Construct } from "constructs";
import { addressOf, identitiesFor } from "../functions/daily-report/mail-address.ts";
import type { ReportDefinition } from "../functions/daily-report/report-definition.ts";

export type ReportMailProps = {
  definitions: readonly ReportDefinition[];
  /** Whether SES is in its sandbox, in which only verified readers can be mailed. */
  sandbox: boolean;
  /** The name of the configuration set. */
  name: string;
};

/** Permissions and settings for mail. The senders' addresses or domains must be verified in SES by hand, in this account and region. */
export class ReportMail extends Construct {
  readonly configurationSet: ConfigurationSet;
  readonly #senders: readonly string[];
  readonly #identities: readonly string[];

  constructor(scope: Construct, id: string, { definitions, sandbox, name }: ReportMailProps) {
    super(scope, id);
    const senders = definitions.flatMap(({ sender }) => (sender === null ? [] : [addressOf(sender)]));
    this.#senders = [...new Set(senders)];
    this.#identities = sandbox ? namedIdentities(senders, definitions) : ["*"];
    this.configurationSet = new ConfigurationSet(this, "ConfigurationSet", {
      configurationSetName: name,
      // The mails contain figures about people: a mail that cannot be encrypted must bounce.
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      reputationMetrics: true,
    });
  }

  /**
   * Allows the grantee to send raw mail from the reports' senders through the stack's configuration set. Does nothing if no
   * report has a sender. Outside the sandbox the policy does not grow with the readers: the senders' addresses limit it.
   */
  grantSend(grantee: IGrantable): void {
    if (this.#senders.length === 0) return;
    const arn = (resource: string, resourceName: string) =>
      Stack.of(this).formatArn({ service: "ses", resource, resourceName });
    grantee.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ["ses:SendRawEmail"],
        resources: [
          ...this.#identities.map((identity) => arn("identity", identity)),
          arn("configuration-set", this.configurationSet.configurationSetName),
        ],
        conditions: { StringEquals: { "ses:FromAddress": this.#senders } },
      }),
    );
    Validations.of(Stack.of(this)).acknowledge({
      id: "AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ses:<AWS::Region>:<AWS::AccountId>:identity/*]",
      reason:
        "The condition ses:FromAddress limits it to the reports' senders; the readers by name would exceed the size of a policy",
    });
  }
}

/** In its sandbox SES checks the permission for the readers' identities as well, and all of them are verified: few. */
function namedIdentities(senders: readonly string[], definitions: readonly ReportDefinition[]): string[] {
  const recipients = definitions.flatMap((definition) => definition.recipients);
  const testDomains = definitions.flatMap((definition) => definition.testDomains);
  return [
    ...new Set([
      ...[...senders, ...recipients].flatMap(identitiesFor),
      ...testDomains.flatMap((domain) => [domain.toLowerCase(), `*@${domain.toLowerCase()}`]),
    ]),
  ];
}
