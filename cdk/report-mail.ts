import { Stack } from "aws-cdk-lib";
import { type IGrantable, PolicyStatement } from "aws-cdk-lib/aws-iam";
import { ConfigurationSet, ConfigurationSetTlsPolicy } from "aws-cdk-lib/aws-ses";
import { Construct } from "constructs";
import { addressOf, domainOf } from "../functions/daily-report/mail-address.ts";
import type { ReportDefinition } from "../functions/daily-report/report-definition.ts";

export type ReportMailProps = { definitions: readonly ReportDefinition[] };

/** Permissions and settings for mail. The senders' addresses or domains must be verified in SES by hand, in this account and region. */
export class ReportMail extends Construct {
  readonly configurationSet: ConfigurationSet;
  readonly #senders: readonly string[];
  readonly #identities: readonly string[];

  constructor(scope: Construct, id: string, props: ReportMailProps) {
    super(scope, id);
    const senders = props.definitions.flatMap(({ sender }) => (sender === null ? [] : [addressOf(sender)]));
    this.#senders = [...new Set(senders)];
    const recipients = props.definitions.flatMap((definition) => definition.recipients);
    const testDomains = props.definitions.flatMap((definition) => definition.testDomains);
    const identities = [
      ...[...senders, ...recipients].flatMap(identitiesFor),
      ...testDomains.flatMap((domain) => [domain.toLowerCase(), `*@${domain.toLowerCase()}`]),
    ];
    this.#identities = [...new Set(identities)];
    this.configurationSet = new ConfigurationSet(this, "ConfigurationSet", {
      // The mails contain figures about people: a mail that cannot be encrypted must bounce.
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      reputationMetrics: true,
    });
  }

  /** Allows the grantee to send raw mail from the reports' senders. Does nothing if no report has a sender. */
  grantSend(grantee: IGrantable): void {
    if (this.#senders.length === 0) return;
    const arn = (resource: string, resourceName: string) =>
      Stack.of(this).formatArn({ service: "ses", resource, resourceName });
    grantee.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ["ses:SendRawEmail"],
        resources: [
          // Recipients too: in its sandbox SES checks the permission for their identities as well.
          ...this.#identities.map((identity) => arn("identity", identity)),
          arn("configuration-set", this.configurationSet.configurationSetName),
        ],
        conditions: { StringEquals: { "ses:FromAddress": this.#senders } },
      }),
    );
  }
}

/** Returns the identities that SES may have verified for an address: the address, its domain, and each parent domain. */
function identitiesFor(address: string): string[] {
  const labels = domainOf(address).split(".");
  return [address, ...labels.slice(0, -1).map((_, depth) => labels.slice(depth).join("."))];
}
