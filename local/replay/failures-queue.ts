import type { CallSqs } from "../deployed/call-sqs.ts";

/** A message that this command holds: nobody else receives it for an hour. */
export type HeldMessage = { readonly body: string; readonly receipt: string };

export type Queue = {
  /** Receives all messages of the queue. */
  receiveAll(): Promise<HeldMessage[]>;
  /** Removes the message for good. */
  remove(message: HeldMessage): Promise<void>;
  /** Makes the message visible again. */
  giveBack(message: HeldMessage): Promise<void>;
};

/** A replay may take as long; if it takes longer, the messages are seen again, and are run again without harm. Seconds. */
const HELD_SECONDS = 3_600;

/** Opens the queue of that name, of the account of the credentials. Throws AwsError. */
export async function openQueue(call: CallSqs, QueueName: string): Promise<Queue> {
  const { QueueUrl } = await call("GetQueueUrl", { QueueName });
  return {
    async receiveAll() {
      const messages: HeldMessage[] = [];
      for (let isMore = true; isMore; ) {
        const ask = { QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: HELD_SECONDS, WaitTimeSeconds: 1 };
        const { Messages } = await call("ReceiveMessage", ask);
        const page: { Body?: string; ReceiptHandle?: string }[] = Array.isArray(Messages) ? Messages : [];
        messages.push(...page.map(({ Body = "", ReceiptHandle = "" }) => ({ body: Body, receipt: ReceiptHandle })));
        isMore = page.length > 0;
      }
      return messages;
    },
    async remove({ receipt: ReceiptHandle }) {
      await call("DeleteMessage", { QueueUrl, ReceiptHandle });
    },
    async giveBack({ receipt: ReceiptHandle }) {
      await call("ChangeMessageVisibility", { QueueUrl, ReceiptHandle, VisibilityTimeout: 0 });
    },
  };
}
