import type { Execution } from "./lambda-service.ts";

/** The line that Lambda logs after an execution; it bills whole milliseconds, since 2025 those of a cold start too. */
export function reportLine(
  { requestId, durationMs, initMs, memoryMb, isError, payload }: Execution,
  { memoryMb: size }: { memoryMb: number },
): string {
  const error = isError ? `\tError: ${(payload as { errorType?: string } | null)?.errorType}` : "";
  const init = initMs === null ? "" : `\tInit Duration: ${initMs.toFixed(2)} ms`;
  return [
    `REPORT RequestId: ${requestId}\tDuration: ${durationMs.toFixed(2)} ms`,
    `Billed Duration: ${Math.ceil(durationMs + (initMs ?? 0))} ms\tMemory Size: ${size} MB`,
    `Max Memory Used: ${memoryMb ?? "unknown"} MB${init}${error}`,
  ].join("\t");
}
