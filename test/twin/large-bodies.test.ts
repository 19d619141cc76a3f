import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { pipeline, Readable } from "node:stream";
import { expect, it, onTestFinished } from "vitest";
import { TwinAnswerError } from "../../functions/daily-report/twin/twin-errors.ts";
import { defaultTwinLimits } from "../../functions/daily-report/twin/twin-limits.ts";
import { createSendRequest, type TwinAnswer } from "../../functions/daily-report/twin/twin-request.ts";

const megabyte = 1024 * 1024;

/** Serves a body of about `size` megabytes, one at a time as the client reads; `sent` returns how many were sent. */
async function askForMegabytes(size: number): Promise<{ answer: Promise<TwinAnswer>; sent: () => number }> {
  let sent = 0;
  function* body(): Generator<string> {
    yield '{"count":1,"items":["';
    for (; sent < size; sent += 1) yield "x".repeat(megabyte);
    yield '"]}';
  }
  // Ignore the error: one of these tests expects the client to close the connection.
  const server = createServer((_, response) => pipeline(Readable.from(body()), response, () => {}));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const send = createSendRequest({ clock: () => 0, sleep: async () => {}, limits: defaultTwinLimits });
  const answer = send({ method: "GET", url, asked: "the sessions of a day" }, new AbortController().signal);
  return { answer, sent: () => sent };
}

it("createSendRequest reads a body of 50 MB", async () => {
  const { answer } = await askForMegabytes(50);
  const { body } = await answer;
  expect(String(Reflect.get(Object(body), "items")).length).toBe(50 * megabyte);
});

it("createSendRequest refuses a body above 64 MB before it has received all of it", async () => {
  const { answer, sent } = await askForMegabytes(1000);
  await expect(answer).rejects.toThrow(TwinAnswerError);
  expect(sent()).toBeLessThan(100);
});
