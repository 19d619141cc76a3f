import { type SESClient, SendRawEmailCommand } from "@aws-sdk/client-ses";
import { mailTags } from "../environment.ts";
import type { Mailer } from "../ports.ts";
import { composeMime } from "./compose-mime.ts";
import { parseMailbox } from "./mailbox.ts";
import { sesFailure } from "./ses-failure.ts";

export type Ses = {
  client: SESClient;
  /** The configuration set that publishes delivery events; null if there is none. */
  configurationSet: string | null;
  /** The stage of the stack, a tag of every mail. */
  stage: string;
  /** The time limit for one mail, in milliseconds; 20 s by default. */
  deadlineMs?: number;
};

/**
 * Creates a mailer that sends through SES (API version 1, at most 10 MB per mail). Each mail has the report, its day and the
 * stage as tags, by which the events of SES name them. `send` returns the message id of SES.
 * SES has no "send once": a client that retries a call after a lost answer sends the mail twice, so configure it with a
 * single attempt. If a call gets no answer in time, it is aborted and the fate is "unknown". `send` throws `MailError`.
 */
export function createSesMailer({ client, configurationSet, stage, deadlineMs = 20_000 }: Ses): Mailer {
  return {
    async send(mail) {
      const command = new SendRawEmailCommand({
        Source: parseMailbox(mail.from, "sender").address,
        // If this is given, SES ignores the recipients in the mail's headers.
        Destinations: [parseMailbox(mail.to, "recipient").address],
        RawMessage: { Data: await composeMime(mail) },
        ...(configurationSet === null ? {} : { ConfigurationSetName: configurationSet }),
        Tags: [
          { Name: mailTags.report, Value: mail.list.id },
          { Name: mailTags.day, Value: mail.day },
          { Name: mailTags.stage, Value: stage },
        ],
      });
      // Limits the whole call, including reading the answer. Each limit of the client covers only a part of it.
      const abortSignal = AbortSignal.timeout(deadlineMs);
      const answer = await client.send(command, { abortSignal }).catch((error) => Promise.reject(sesFailure(error)));
      if (answer.MessageId === undefined) throw sesFailure({ name: "NoMessageId" });
      return answer.MessageId;
    },
  };
}
