import { createHash, createHmac } from "node:crypto";
import type { LambdaClient } from "@aws-sdk/client-lambda";
import { SignatureV4 } from "@smithy/signature-v4";
import { type AwsError, awsFailure } from "./aws-failure.ts";

/** Calls an action of SQS, such as "ReceiveMessage", and returns its answer. Throws AwsError. */
export type CallSqs = (action: string, fields: Readonly<Record<string, unknown>>) => Promise<Record<string, unknown>>;

const WAIT_MS = 30_000;

/**
 * Creates the calls with the credentials and the region of another client. They are few and simple, so the client of SQS is not
 * installed for them. The address can be changed as for any client of AWS.
 */
export function createCallSqs({ config }: LambdaClient, variables: NodeJS.ProcessEnv): CallSqs {
  return async (action, fields) => {
    const region = await config.region();
    const address =
      variables.AWS_ENDPOINT_URL_SQS ?? variables.AWS_ENDPOINT_URL ?? `https://sqs.${region}.amazonaws.com`;
    const url = new URL(address);
    const body = JSON.stringify(fields);
    const headers = {
      host: url.host,
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": `AmazonSQS.${action}`,
    };
    const credentials = await config.credentials().catch((error) => Promise.reject(failure(error, action)));
    const signer = new SignatureV4({ service: "sqs", region, credentials, sha256: Sha256 });
    const { protocol, hostname } = url;
    const request = { method: "POST", protocol, hostname, path: "/", query: {}, headers, body };
    const signed = await signer.sign(request);
    const sent = { method: "POST", headers: signed.headers, body, signal: AbortSignal.timeout(WAIT_MS) };
    const answer = await fetch(url, sent).catch((error) => Promise.reject(failure(error, action)));
    const content = (await answer.json().catch(() => ({}))) as Record<string, unknown>;
    if (answer.ok) return content;
    const name = String(content.__type ?? "").replace(/^.*#/, "");
    throw failure(Object.assign(new Error(), { name }), action);
  };
}

function failure(error: unknown, action: string): AwsError {
  return awsFailure(error, "use the failures queue", `sqs:${action} on it`);
}

/** SHA-256, or HMAC-SHA256 if there is a secret, in the form that the signer asks for. */
class Sha256 {
  readonly #hash: ReturnType<typeof createHash> | ReturnType<typeof createHmac>;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret === undefined ? createHash("sha256") : createHmac("sha256", bytesOf(secret));
  }

  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.#hash.update(bytesOf(data));
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }

  reset(): void {}
}

function bytesOf(data: string | ArrayBuffer | ArrayBufferView): Uint8Array {
  if (typeof data === "string") return Buffer.from(data);
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
}
