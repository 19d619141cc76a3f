import { readInstant } from "./read-instant.ts";
import { invalidParameter, Refusal } from "./refusal.ts";
import { sessionFields } from "./session-fields.ts";
import { isSortField, readSort, readSortValue, type SortField, type SortKey } from "./sort-keys.ts";

/** The rule of one query parameter: `read` returns undefined if the text is not as `expected`. */
type Parameter<T> = { readonly expected: string; readonly read: (text: string) => T | undefined };

const BOOLEANS = new Map([
  ["true", true],
  ["1", true],
  ["false", false],
  ["0", false],
]);

const boolean: Parameter<boolean> = { expected: "true or false", read: (text) => BOOLEANS.get(text) };

const text: Parameter<string> = { expected: "a text that is not empty", read: (text) => text || undefined };

const instant: Parameter<number> = {
  expected: "an ISO 8601 time with an offset such as 2018-05-27T21:30:54+00:00, its + sent as %2B",
  read: (text) => (/^[^ ]{10}T.*(Z|[+-]\d\d:?\d\d)$/.test(text) ? (readInstant(text) ?? undefined) : undefined),
};

function whole(min: number, max = Number.MAX_SAFE_INTEGER): Parameter<number> {
  const expected =
    max < Number.MAX_SAFE_INTEGER ? `a whole number from ${min} to ${max}` : `a whole number, at least ${min}`;
  return {
    expected,
    read: (text) => (/^-?\d+$/.test(text) && Number(text) >= min && Number(text) <= max ? Number(text) : undefined),
  };
}

const FIELD_NAMES = new Set<string>(sessionFields);

const fields: Parameter<readonly string[]> = {
  expected: "a comma-separated list of the documented field names",
  read: (text) => {
    const names = text.split(",");
    return names.every((name) => FIELD_NAMES.has(name)) ? [...new Set(names)] : undefined;
  },
};

const sort: Parameter<readonly SortKey[]> = {
  expected:
    "createdAt, startedAt, finisheAt, billedAt, speakerFinishedAt, duration or price, each after nothing, - or + (sent as %2B)",
  read: readSort,
};

const sortField: Parameter<SortField> = {
  expected: "one of the fields to sort by",
  read: (text) => (isSortField(text) ? text : undefined),
};

const parameters = {
  fields,
  limit: whole(1, 1000),
  offset: whole(0),
  page: whole(1),
  from: instant,
  to: instant,
  botId: text,
  companyId: whole(0),
  // The vendor's page describes this parameter without naming it; the name is assumed.
  showSupervised: boolean,
  sessionId: text,
  chatId: text,
  clientId: text,
  sort,
  // The rest is not on the vendor's page but in its SDK.
  withoutCount: boolean,
  withoutItems: boolean,
  offsetField: sortField,
  offsetValue: text,
  timezone: whole(-1440, 1440),
  language: text,
  group: text,
  markedAsSpam: boolean,
  status: text,
  operatorId: text,
  operatorType: text,
  botStatus: text,
} satisfies Record<string, Parameter<unknown>>;

type ParameterName = keyof typeof parameters;

/** The parsed parameters of one request; those not sent are absent. `fields` is required. */
export type SessionsQuery = {
  readonly [P in ParameterName]?: Exclude<ReturnType<(typeof parameters)[P]["read"]>, undefined>;
} & {
  readonly fields: readonly string[];
  /** Keyset paging: only sessions after this value in the sort order. */
  readonly after: { readonly field: SortField; readonly value: number } | null;
};

/** Reads the query string of GET sessions. Throws a Refusal that names the parameter (400), or 422 if one of a pair is missing. */
export function readQuery(search: URLSearchParams): SessionsQuery {
  const values: { [P in ParameterName]?: unknown } = {};
  for (const [name, text] of search) {
    if (!isParameter(name)) throw invalidParameter(name, `one of ${Object.keys(parameters).join(", ")}`);
    if (Object.hasOwn(values, name)) throw invalidParameter(name, "to be given once");
    const value = parameters[name].read(text);
    if (value === undefined) throw invalidParameter(name, parameters[name].expected);
    values[name] = value;
  }
  if (values.fields === undefined) throw invalidParameter("fields", fields.expected);
  // Each value was read by the parameter of the same name.
  const query = values as Omit<SessionsQuery, "after">;
  return { ...query, after: readAfter(query) };
}

function readAfter({ offsetField, offsetValue }: Omit<SessionsQuery, "after">): SessionsQuery["after"] {
  if (offsetField === undefined && offsetValue === undefined) return null;
  if (offsetField === undefined || offsetValue === undefined) {
    throw new Refusal(422, "offsetField and offsetValue must be given together.");
  }
  const value = readSortValue(offsetField, offsetValue);
  if (value === null) throw invalidParameter("offsetValue", `a value of ${offsetField}`);
  return { field: offsetField, value };
}

function isParameter(name: string): name is ParameterName {
  return Object.hasOwn(parameters, name);
}
