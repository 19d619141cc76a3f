import { type SESClient, SendRawEmailCommand } from "@aws-sdk/client-ses";
import { composeMime, type Mail } from "./compose-mime.ts";
import { parseMailbox } from "./mailbox.ts";
import { sesFailure } from "./ses-failure.ts";

export type Ses = {
  client: SESClient;
  /** The configuration set whose events tell what became of a mail; null: none. */
  configurationSet: string | null;
};

/**
 * A mailer that sends through SES (version 1 of its API, 10 MB a mail) and answers the service's message id. SES knows no
 * "send once": a client that repeats a call whose answer got lost mails twice, so give it a single attempt.
 * `send` throws `MailError`.
 */
export function createSesMailer({ client, configurationSet }: Ses) {
  return {
    async send(mail: Mail): Promise<string> {
      const command = new SendRawEmailCommand({
        Source: parseMailbox(mail.from, "sender").address,
        // Said here, SES takes nobody from the mail's own headers.
        Destinations: [parseMailbox(mail.to, "recipient").address],
        RawMessage: { Data: await composeMime(mail) },
        ...(configurationSet === null ? {} : { ConfigurationSetName: configurationSet }),
      });
      const answer = await client.send(command).catch((error) => Promise.reject(sesFailure(error)));
      if (answer.MessageId === undefined) throw sesFailure({ name: "NoMessageId" });
      return answer.MessageId;
    },
  };
}
