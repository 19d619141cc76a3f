import type { RequestListener } from "node:http";
import { json } from "node:stream/consumers";
import { startLoopbackServer } from "../aws/loopback-server.ts";
import { unknownRequests } from "../aws/unknown-requests.ts";

export type StatesCall = { readonly action: string; readonly body: Record<string, unknown> };

/** An answer, or an error of Step Functions by its name. */
export type StatesReply = object | { readonly refused: string };

/**
 * A real HTTP server that answers the calls of Step Functions by name. It answers 501 to any other request; then `stop` rejects.
 */
export async function startStatesDouble(replies: Readonly<Record<string, (body: StatesCall["body"]) => StatesReply>>) {
  const calls: StatesCall[] = [];
  const unknown = unknownRequests("the double of Step Functions");
  const answerRequest: RequestListener = async (request, response) => {
    const action = /^AWSStepFunctions\.(\w+)$/.exec(request.headers["x-amz-target"]?.toString() ?? "")?.[1] ?? "";
    const reply = replies[action];
    if (reply === undefined) {
      request.resume();
      unknown.refuse(request, response);
      return;
    }
    const body = (await json(request)) as StatesCall["body"];
    calls.push({ action, body });
    const answer = reply(body);
    const refusal = "refused" in answer ? { __type: answer.refused, message: "canary-message" } : null;
    response.writeHead(refusal ? 400 : 200, { "content-type": "application/x-amz-json-1.0" });
    response.end(JSON.stringify(refusal ?? answer));
  };
  return { ...(await startLoopbackServer(answerRequest, unknown)), calls };
}
