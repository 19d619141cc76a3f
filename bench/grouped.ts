/** Writes a whole number with a blank between each three digits: "100 000". */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, " ");
}
