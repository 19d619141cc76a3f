import { GetIdentityVerificationAttributesCommand, GetSendQuotaCommand, type SESClient } from "@aws-sdk/client-ses";
import { errorName } from "../../functions/daily-report/archive/archive-error.ts";
import { recipientHash } from "../../functions/daily-report/delivery/mailed-readers.ts";
import { identitiesFor } from "../../functions/daily-report/mail-address.ts";
import type { ReportDefinition } from "../../functions/daily-report/report-definition.ts";
import { type Check, fails, holds, note, refusedByAws, unknown } from "./check.ts";

export type SandboxSettings = {
  /** What the settings say of SES. */
  readonly sandbox: boolean;
  readonly definitions: readonly ReportDefinition[];
};

/** The most mails a day while SES is in its sandbox. */
const SANDBOX_MAILS = 200;

/** What SES answers in place of the number of mails a day if the account has no limit. */
const NO_LIMIT = -1;

/** The API of this client does not say it. */
const TELLING = "aws sesv2 get-account --query ProductionAccessEnabled";

/**
 * Whether SES is out of its sandbox, as far as the number of mails a day tells. If the settings say that it is in its sandbox, whether
 * the readers of the enabled reports are verified; one who is not is named by the hash of the address, as in the status, because
 * the output may be shown to others.
 */
export async function checkSandbox(ses: SESClient, { sandbox, definitions }: SandboxSettings): Promise<Check> {
  const subject = sandbox ? "SES is in its sandbox, and the readers are verified" : "SES is out of its sandbox";
  try {
    const { Max24HourSend = 0 } = await ses.send(new GetSendQuotaCommand({}));
    const isUnlimited = Max24HourSend === NO_LIMIT;
    const found = isUnlimited ? "it sends any number of mails a day" : `it sends at most ${Max24HourSend} mails a day`;
    const isOut = isUnlimited || Max24HourSend > SANDBOX_MAILS;
    if (sandbox) {
      return isOut
        ? note(
            subject,
            `${found}, so it is out of it, and readers need not be verified`,
            '"sandbox": false in cdk.json',
          )
        : judgeReaders(subject, definitions, await statesOf(ses, readersOf(definitions).flatMap(identitiesFor)));
    }
    if (isOut) return holds(subject, found);
    return unknown(subject, `${found}, as in the sandbox, where only verified readers get mails; ${TELLING} tells`);
  } catch (error) {
    return refusedByAws(subject, errorName(error));
  }
}

/** The state of each identity that SES knows, such as "Success" or "Pending". */
export type IdentityStates = ReadonlyMap<string, string>;

/** A reader is verified if the address is, or its domain, or a domain above that. */
export function judgeReaders(subject: string, definitions: readonly ReportDefinition[], states: IdentityStates): Check {
  const isVerified = (reader: string) => identitiesFor(reader).some((identity) => states.get(identity) === "Success");
  const missing = enabled(definitions).flatMap(({ id, recipients }) => {
    const named = recipients
      .filter((reader) => !isVerified(reader))
      .map((reader) => `${recipientHash(reader).slice(0, 12)} (${states.get(reader) ?? "no identity"})`);
    return named.length === 0 ? [] : [`${id}: ${named.join(", ")}`];
  });
  if (missing.length === 0) return holds(subject, `${readersOf(definitions).length} readers`);
  return fails(
    subject,
    `SES does not mail these readers, by the hash of the address: ${missing.join("; ")}`,
    "verify each of them in SES (README, Deploy, step 2); docs/operations.md, How do the reports stand, has the hash",
  );
}

function enabled(definitions: readonly ReportDefinition[]): ReportDefinition[] {
  return definitions.filter((definition) => definition.enabled);
}

function readersOf(definitions: readonly ReportDefinition[]): string[] {
  return [...new Set(enabled(definitions).flatMap(({ recipients }) => recipients))];
}

/** SES answers about at most so many identities at a time. */
const MOST_IDENTITIES = 100;

async function statesOf(ses: SESClient, identities: readonly string[]): Promise<IdentityStates> {
  const asked = [...new Set(identities)];
  const states = new Map<string, string>();
  for (let from = 0; from < asked.length; from += MOST_IDENTITIES) {
    const Identities = asked.slice(from, from + MOST_IDENTITIES);
    const answer = await ses.send(new GetIdentityVerificationAttributesCommand({ Identities }));
    for (const [identity, { VerificationStatus = "" }] of Object.entries(answer.VerificationAttributes ?? {})) {
      states.set(identity, VerificationStatus);
    }
  }
  return states;
}
