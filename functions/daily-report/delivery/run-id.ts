const RUN_ID = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z-[0-9a-f]{8}$/;

/** The name of a run that began at a time (milliseconds since 1970): it sorts by time. `unique` is 8 hex digits that no run of the same second shares. */
export function runIdAt(time: number, unique: string): string {
  return `${new Date(time).toISOString().replace(/[-:]|\.\d+/g, "")}-${unique}`;
}

/** When the run of that name began, to the second, in milliseconds since 1970; null for what `runIdAt` did not write. */
export function beginOf(runId: string): number | null {
  const time = RUN_ID.test(runId) ? Date.parse(runId.replace(RUN_ID, "$1-$2-$3T$4:$5:$6Z")) : Number.NaN;
  return Number.isNaN(time) ? null : time;
}
