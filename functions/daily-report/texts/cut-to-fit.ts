/** In UTF-16 code units. */
const LONGEST_NAME = 200;

/** Cuts a long name, because it must not make the mail too large to send. */
export function cutToFit(name: string): string {
  return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1).toWellFormed()}…` : name;
}
