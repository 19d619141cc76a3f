import { type SESClient, SendRawEmailCommand } from "@aws-sdk/client-ses";
import type { Mailer } from "../ports.ts";
import { composeMime } from "./compose-mime.ts";
import { parseMailbox } from "./mailbox.ts";
import { sesFailure } from "./ses-failure.ts";

export type Ses = {
  client: SESClient;
  /** The configuration set whose events tell what became of a mail; null: none. */
  configurationSet: string | null;
  /** How long SES may take over one mail, milliseconds; 20 s unless given. */
  deadlineMs?: number;
};

/**
 * A mailer that sends through SES (version 1 of its API, 10 MB a mail) and answers the service's message id. SES knows no
 * "send once": a client that repeats a call whose answer got lost mails twice, so give it a single attempt.
 * A call that gets no answer in time is given up, its mail's fate unknown. `send` throws `MailError`.
 */
export function createSesMailer({ client, configurationSet, deadlineMs = 20_000 }: Ses): Mailer {
  return {
    async send(mail) {
      const command = new SendRawEmailCommand({
        Source: parseMailbox(mail.from, "sender").address,
        // Said here, SES takes nobody from the mail's own headers.
        Destinations: [parseMailbox(mail.to, "recipient").address],
        RawMessage: { Data: await composeMime(mail) },
        ...(configurationSet === null ? {} : { ConfigurationSetName: configurationSet }),
      });
      // Of the whole call, the answer's last byte included: the client's own limits each watch a part of it.
      const abortSignal = AbortSignal.timeout(deadlineMs);
      const answer = await client.send(command, { abortSignal }).catch((error) => Promise.reject(sesFailure(error)));
      if (answer.MessageId === undefined) throw sesFailure({ name: "NoMessageId" });
      return answer.MessageId;
    },
  };
}
