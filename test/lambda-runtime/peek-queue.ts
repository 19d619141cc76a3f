import { DeleteMessageCommand, ReceiveMessageCommand, SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { FailureRecord } from "./lambda-service.ts";

/** The messages of the queue, as records. They are visible again at once. */
export async function peekQueue(sqs: SQSClient, QueueUrl: string): Promise<FailureRecord[]> {
  const records: FailureRecord[] = [];
  const receive = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 });
  for (let isMore = true; isMore; ) {
    const { Messages = [] } = await sqs.send(receive);
    isMore = Messages.length > 0;
    for (const { Body = "", ReceiptHandle } of Messages) {
      records.push(JSON.parse(Body));
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
  }
  for (const record of records)
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(record) }));
  return records;
}
