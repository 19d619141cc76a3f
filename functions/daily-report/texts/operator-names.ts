import { NO_KEY } from "../domain/tally.ts";

type Named = { readonly key: string; readonly name: string };

/** Returns a function that names an operator: by name, and also by id if another one of the rows has the same name. */
export function operatorNames(rows: readonly Named[]): (operator: Named) => string {
  const named = rows.filter(({ key }) => key !== NO_KEY);
  const times = new Map([...Map.groupBy(named, ({ name }) => name)].map(([name, same]) => [name, same.length]));
  return ({ key, name }) => ((times.get(name) ?? 0) > 1 && !key.endsWith(name) ? `${name} (${key})` : name);
}
