/**
 * The answer to one question. "note": it is not as usual, which may be intended. `change` is what to change if it is not as
 * assumed; null if nothing, or if nobody can tell.
 */
export type Check = {
  readonly subject: string;
  readonly verdict: "holds" | "fails" | "note" | "unknown";
  readonly found: string;
  readonly change: string | null;
};

export function holds(subject: string, found = ""): Check {
  return { subject, verdict: "holds", found, change: null };
}

export function fails(subject: string, found: string, change: string | null): Check {
  return { subject, verdict: "fails", found, change };
}

export function note(subject: string, found: string, change: string): Check {
  return { subject, verdict: "note", found, change };
}

/** AWS refused to answer; `name` is the name of its error. */
export function refusedByAws(subject: string, name: string): Check {
  return unknown(subject, `AWS did not say (${name}); check the rights of these credentials`);
}

export function unknown(subject: string, found: string): Check {
  return { subject, verdict: "unknown", found, change: null };
}

/** One line for each check, with what was found and what to change below those that do not hold; then the sum. */
export function checksAsText(checks: readonly Check[]): string {
  const count = (verdict: Check["verdict"]) => checks.filter((check) => check.verdict === verdict).length;
  const notes = count("note");
  const noted = notes === 0 ? "" : `, ${notes} ${notes === 1 ? "note" : "notes"}`;
  const sum = `${count("holds")} hold, ${count("fails")} fail, ${count("unknown")} unknown${noted}.`;
  return [...checks.flatMap(linesOf), "", sum].join("\n");
}

function linesOf({ subject, verdict, found, change }: Check): string[] {
  const word = (verdict === "fails" ? "FAILS" : verdict).padEnd(9);
  if (verdict === "holds") return [`${word}${subject}${found && ` (${found})`}`];
  return [
    `${word}${subject}`,
    `${" ".repeat(9)}${found}`,
    ...(change === null ? [] : [`${" ".repeat(9)}change: ${change}`]),
  ];
}
