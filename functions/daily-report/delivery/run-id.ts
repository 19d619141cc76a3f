const RUN_ID = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z-[0-9a-f]{8}$/;

/**
 * The id of a run that began at `time` (milliseconds since 1970). Ids sort by time. `unique`: 8 hex digits that no
 * other run of the same second has.
 */
export function runIdAt(time: number, unique: string): string {
  return `${new Date(time).toISOString().replace(/[-:]|\.\d+/g, "")}-${unique}`;
}

/** The second in which the run began, in milliseconds since 1970; null if `runIdAt` did not make the id. */
export function beginOf(runId: string): number | null {
  const time = RUN_ID.test(runId) ? Date.parse(runId.replace(RUN_ID, "$1-$2-$3T$4:$5:$6Z")) : Number.NaN;
  return Number.isNaN(time) ? null : time;
}
