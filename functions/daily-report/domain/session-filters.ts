/**
 * Which sessions of the day a report is about: fields of its definition, the same object from there to report.json, tally.json
 * and the texts. A new filter is added here, with the value that leaves no session out.
 */
export type SessionFilters = {
  /** Only this company's sessions; null: those the login sees. */
  readonly companyId: number | null;
  /** Only this bot's sessions; null: all. */
  readonly botId: string | null;
  /** Whether the sessions of all supervised companies are asked for. */
  readonly supervised: boolean;
};

export type FilterName = keyof SessionFilters;

/** What the value of a filter may be; texts and sheets can write all of these. */
export type FilterValue = number | string | boolean | null | readonly string[];

/** Every filter at its default, which leaves no session out. */
export const noFilters: SessionFilters = {
  companyId: null,
  botId: null,
  supervised: false,
} satisfies Record<FilterName, FilterValue>;

/** In the order in which they are written and shown. */
export const filterNames = Object.keys(noFilters) as FilterName[];

/** The filters, and nothing else, of an object that has them among its fields, such as a report's definition. */
export function filtersOf(fields: SessionFilters): SessionFilters {
  return Object.fromEntries(filterNames.map((name) => [name, fields[name]])) as SessionFilters;
}

/** The names of the filters that are set, that is, differ from their default. */
export function filtersSet(filters: SessionFilters): FilterName[] {
  return filterNames.filter((name) => !isSameValue(filters[name], noFilters[name]));
}

/** Whether both sets of filters choose the same sessions. Compares every key that either has, also one of a newer version. */
export function sameFilters(one: SessionFilters, other: SessionFilters): boolean {
  const [a, b] = [new Map<string, unknown>(Object.entries(one)), new Map<string, unknown>(Object.entries(other))];
  return [...new Set([...a.keys(), ...b.keys()])].every((name) => isSameValue(a.get(name), b.get(name)));
}

function isSameValue(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
