import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import { awsFailure } from "../deployed/aws-failure.ts";

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

/** Seconds. If a replay takes longer, its messages become visible again, and their events may run twice, which does no harm. */
const HELD_SECONDS = 3_600;

/** Opens the queue of that name, of the account of the credentials. Throws AwsError. */
export async function openQueue(client: SQSClient, QueueName: string): Promise<Queue> {
  const { QueueUrl } = await withAction("GetQueueUrl", client.send(new GetQueueUrlCommand({ QueueName })));
  return {
    async receiveAll() {
      const messages: HeldMessage[] = [];
      for (let isMore = true; isMore; ) {
        const ask = { QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: HELD_SECONDS, WaitTimeSeconds: 1 };
        const { Messages = [] } = await withAction("ReceiveMessage", client.send(new ReceiveMessageCommand(ask)));
        messages.push(...Messages.map(({ Body = "", ReceiptHandle = "" }) => ({ body: Body, receipt: ReceiptHandle })));
        isMore = Messages.length > 0;
      }
      return messages;
    },
    async remove({ receipt: ReceiptHandle }) {
      await withAction("DeleteMessage", client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle })));
    },
    async giveBack({ receipt: ReceiptHandle }) {
      const change = { QueueUrl, ReceiptHandle, VisibilityTimeout: 0 };
      await withAction("ChangeMessageVisibility", client.send(new ChangeMessageVisibilityCommand(change)));
    },
  };
}

/** The answer; throws AwsError, which names the action, instead of an error of the client. */
function withAction<T>(action: string, answer: Promise<T>): Promise<T> {
  return answer.catch((error) => {
    throw awsFailure(error, "use the failures queue", `sqs:${action} on it`);
  });
}
