import { DeleteMessageCommand, ReceiveMessageCommand, SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";

/** The messages of the queue, which are JSON of that type. They are visible again at once. */
export async function peekQueue<T>(sqs: SQSClient, QueueUrl: string): Promise<T[]> {
  const records: T[] = [];
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
