/**
 * The option of Node for NODE_OPTIONS with which Date.now begins at that time, ISO 8601 in UTC, in a process of its own. `new Date()`
 * keeps the clock of the machine.
 */
export function clockAt(time: string): string {
  const program = `
    const [now, begun] = [Date.now, Date.now()];
    Date.now = () => now() - begun + ${Date.parse(time)};
  `;
  return `--import=data:text/javascript,${encodeURIComponent(program)}`;
}
