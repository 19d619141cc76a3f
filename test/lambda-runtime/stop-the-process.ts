import type { AwsCall } from "../aws/aws-call.ts";
import type { DeployedStage } from "./deployed-stage.ts";

/** Sends the signal to the running processes at the first call of AWS for which that holds. The call does not arrive. */
export function stopAt(stage: DeployedStage, signal: NodeJS.Signals, isMoment: (call: AwsCall) => boolean): void {
  let isOver = false;
  stage.hooks.aws = (call) => {
    if (isOver || !isMoment(call)) return null;
    isOver = true;
    stage.service.kill(signal);
    return "drop";
  };
}

/** Whether the call writes a file whose key begins and ends so. */
export function isWrite(call: AwsCall, end: string, start = ""): boolean {
  return (call.is === "put" || call.is === "copy") && call.key.startsWith(start) && call.key.endsWith(end);
}
