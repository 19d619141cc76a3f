import { createdAtOf, readSession } from "../../functions/daily-report/domain/session.ts";
import { noFilters, type SessionFilters } from "../../functions/daily-report/domain/session-filters.ts";
import { filterParameters, parameters } from "../../functions/daily-report/twin/api-assumptions.ts";
import type { ListAnswer } from "../../functions/daily-report/twin/decode-answer.ts";
import type { AskTwin, Question } from "./ask-twin.ts";
import { type Check, fails, holds, unknown } from "./check.ts";
import { decode } from "./check-list.ts";

const ASSUMPTIONS = "functions/daily-report/twin/api-assumptions.ts";

/** The page that all questions are compared with, and how it was asked for. */
export type Basis = { readonly ask: AskTwin; readonly question: Question; readonly page: ListAnswer };

const SECOND = "a range of one second holds the sessions of that second";

/** Asks for the second in which the session in the middle of the page was created. */
export async function checkSecond({ ask, question, page }: Basis): Promise<Check> {
  const row = page.items[Math.floor(page.items.length / 2)];
  const created = createdAtOf(row);
  if (created === null) return unknown(SECOND, "its time of creation cannot be read");
  const from = Math.floor(created / 1000) * 1000;
  const answer = await ask({ ...question, from, to: from + 1000 });
  if (answer.status >= 400)
    return fails(SECOND, `TWIN answered with status ${answer.status}`, `formatInstant in ${ASSUMPTIONS}`);
  const { items, count } = decode(answer);
  if (items.some((item) => idOf(item) === idOf(row))) {
    return items.length === page.items.length && page.items.length > 3 && isSpread(page)
      ? fails(
          SECOND,
          "it holds the sessions of the whole range, so from and to are ignored",
          `parameters.from and parameters.to in ${ASSUMPTIONS}`,
        )
      : holds(SECOND);
  }
  return fails(
    SECOND,
    `it holds ${count} sessions, without the one that was created in it`,
    `formatInstant, parameters.from and parameters.to in ${ASSUMPTIONS}`,
  );
}

const OFFSET = "limit and offset choose the rows of a page";

/** Asks for two rows after the first one. */
export async function checkOffset({ ask, question, page }: Basis): Promise<Check> {
  if (page.items.length < 3) return unknown(OFFSET, "there are fewer than three sessions");
  const answer = await ask({ ...question, instead: { [parameters.limit]: "2", [parameters.offset]: "1" } });
  const change = (name: "limit" | "offset") => `parameters.${name} ("${parameters[name]}") in ${ASSUMPTIONS}`;
  if (answer.status >= 400) return fails(OFFSET, `TWIN answered with status ${answer.status}`, change("offset"));
  const { items } = decode(answer);
  if (items.length !== 2) return fails(OFFSET, `2 rows were asked for, ${items.length} came`, change("limit"));
  const ids = items.map(idOf).join();
  if (ids === page.items.slice(1, 3).map(idOf).join()) return holds(OFFSET);
  return ids === page.items.slice(0, 2).map(idOf).join()
    ? fails(OFFSET, "the rows begin with the first one, so offset is ignored", change("offset"))
    : unknown(OFFSET, "the rows were others than before; sessions of one time may come in any order");
}

type FilterCase = {
  readonly name: "companyId" | "botId";
  readonly filters: (value: string) => SessionFilters;
};

export const filterCases: readonly FilterCase[] = [
  { name: "botId", filters: (botId) => ({ ...noFilters, botId }) },
  { name: "companyId", filters: (companyId) => ({ ...noFilters, companyId: Number(companyId) }) },
];

/** Asks for the sessions of the bot or company that the first row with one has. */
export async function checkFilter({ name, filters }: FilterCase, { ask, question, page }: Basis): Promise<Check> {
  const subject = `a report's ${name} limits the sessions`;
  const values = page.items.map((item) => readSession(item)[name].value);
  const value = values.find((one) => one !== null) ?? null;
  if (value === null) return unknown(subject, `no session has a ${name}`);
  if (values.every((one) => one === value)) return unknown(subject, `all sessions have the same ${name}`);
  const chosen = filters(value);
  const answer = await ask({ ...question, filters: chosen });
  const change = `filterParameters ("${filterParameters(chosen)[name]?.[0]}") in ${ASSUMPTIONS}`;
  if (answer.status >= 400) return fails(subject, `TWIN answered with status ${answer.status}`, change);
  const { items } = decode(answer);
  const others = items.filter((item) => readSession(item)[name].value !== value).length;
  if (items.length === 0) return fails(subject, "no session came, though there are some", change);
  return others === 0
    ? holds(subject)
    : fails(subject, `${others} of ${items.length} rows have another ${name}`, change);
}

/** Asks for the sessions of supervised companies too: only a login that supervises some shows a difference. */
export async function checkSupervised({ ask, question, page }: Basis): Promise<Check> {
  const subject = "supervised adds the sessions of supervised companies";
  const filters = { ...noFilters, supervised: true };
  const answer = await ask({ ...question, filters });
  const parameter = filterParameters(filters).supervised?.[0];
  if (answer.status >= 400) {
    return fails(
      subject,
      `TWIN answered with status ${answer.status}`,
      `filterParameters ("${parameter}") in ${ASSUMPTIONS}`,
    );
  }
  const { count } = decode(answer);
  return count > page.count
    ? holds(subject, `${count} sessions instead of ${page.count}`)
    : unknown(subject, `${count} sessions came, without it ${page.count}: this login may supervise no company`);
}

function idOf(item: unknown): string {
  return readSession(item).id.value ?? "";
}

function isSpread({ items }: ListAnswer): boolean {
  return new Set(items.map((item) => Math.floor((createdAtOf(item) ?? 0) / 1000))).size > 2;
}
