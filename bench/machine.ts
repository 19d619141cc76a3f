import { availableParallelism, cpus, totalmem } from "node:os";
import { pandasVersions } from "./pandas-peer.ts";

/** What a reader needs to know about the machine. It has no name and no path. */
export type Machine = {
  readonly cores: number;
  readonly model: string;
  readonly memoryGb: number;
  readonly system: string;
  readonly node: string;
  readonly peer: string | null;
};

export async function thisMachine(): Promise<Machine> {
  return {
    cores: availableParallelism(),
    model: cpus()[0]?.model ?? "unknown",
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${process.platform} ${process.arch}`,
    node: process.version,
    peer: await pandasVersions(),
  };
}
