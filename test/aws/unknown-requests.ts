import type { ServerResponse } from "node:http";
import type { AwsRequest } from "./aws-call.ts";

/** The requests that a fake did not know. */
export type UnknownRequests = {
  /** Writes the request down, and answers it with 501. */
  refuse(request: AwsRequest, response: ServerResponse): void;
  /** Throws if there was one: called when a fake is stopped, it fails the test, whatever the client made of the 501. */
  throwIfAny(): void;
};

/** A record for the fake of that name. */
export function unknownRequests(fake: string): UnknownRequests {
  const seen: string[] = [];
  return {
    refuse({ method, url, headers }, response) {
      const named = ["x-amz-target", "x-amz-invocation-type"].flatMap((name) => headers[name] ?? []);
      seen.push([method, url, ...named].join(" "));
      response.writeHead(501, { "content-type": "text/plain" }).end("This fake does not know the request.");
    },
    throwIfAny() {
      if (seen.length > 0) throw new Error(`${fake} was asked what it does not know: ${seen.join("; ")}`);
    },
  };
}
