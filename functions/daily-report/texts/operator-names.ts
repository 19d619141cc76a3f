import { NO_KEY } from "../domain/tally.ts";
import { cutToFit } from "./cut-to-fit.ts";

type Named = { readonly key: string; readonly name: string };

/** Returns a function that names an operator: by name, and also by id if another one of the rows has the same name. */
export function operatorNames(rows: readonly Named[]): (operator: Named) => string {
  return namesOf(rows, (name) => name);
}

/** As `operatorNames`, with long names cut. Names that begin alike may be the same after that; the id is added then, too. */
export function shortOperatorNames(rows: readonly Named[]): (operator: Named) => string {
  return namesOf(rows, cutToFit);
}

function namesOf(rows: readonly Named[], cut: (name: string) => string): (operator: Named) => string {
  const named = rows.filter(({ key }) => key !== NO_KEY);
  const times = new Map([...Map.groupBy(named, ({ name }) => cut(name))].map(([name, same]) => [name, same.length]));
  return ({ key, name }) => {
    const short = cut(name);
    return (times.get(short) ?? 0) > 1 && !key.endsWith(name) ? `${short} (${cut(key)})` : short;
  };
}
