import {
  pageLimit,
  parameters,
  sortByCreation,
  tokenRefusedStatuses,
} from "../../functions/daily-report/twin/api-assumptions.ts";
import { decodeAnswer, type ListAnswer } from "../../functions/daily-report/twin/decode-answer.ts";
import { TwinError } from "../../functions/daily-report/twin/twin-errors.ts";
import type { TwinAnswer } from "../../functions/daily-report/twin/twin-request.ts";
import type { AskTwin, Question } from "./ask-twin.ts";
import { type Check, fails, holds } from "./check.ts";

const ADDRESS = "the address of the chat API: twinChatUrl in cdk.json, or TWIN_CHAT_URL without AWS";
const ASSUMPTIONS = "functions/daily-report/twin/api-assumptions.ts";

const LIST = "the list of sessions is answered";
const FORM = "the answer has count and items";

/** Asks for a page as the client does; returns the page too, null if it was not answered or cannot be decoded. */
export async function checkList(
  ask: AskTwin,
  question: Question,
  authToken: string,
): Promise<{ checks: Check[]; page: ListAnswer | null }> {
  const answer = await ask(question);
  if (answer.status >= 400)
    return { checks: [await whyRefused(answer.status, { ask, question, authToken })], page: null };
  try {
    const page = decode(answer);
    return {
      checks: [holds(LIST), holds(FORM, `${page.count} sessions, ${page.items.length} in the first page`)],
      page,
    };
  } catch (error) {
    if (!(error instanceof TwinError)) throw error;
    const change = "functions/daily-report/twin/decode-answer.ts";
    return { checks: [holds(LIST), fails(FORM, error.message, change)], page: null };
  }
}

/** Throws TwinAnswerError. */
export function decode({ body }: TwinAnswer): ListAnswer {
  return decodeAnswer(body, "a few sessions");
}

type Refused = { readonly ask: AskTwin; readonly question: Question; readonly authToken: string };

async function whyRefused(status: number, { ask, question, authToken }: Refused): Promise<Check> {
  const isAnswered = async (changed: Partial<Question>) => (await ask({ ...question, ...changed })).status < 400;
  const found = `TWIN answered with status ${status}`;
  if (tokenRefusedStatuses.includes(status)) {
    return (await isAnswered({ authorization: authToken }))
      ? fails(
          LIST,
          `${found}, but takes the token without the Bearer scheme`,
          `${ASSUMPTIONS}: listAuthorization = (authToken) => authToken`,
        )
      : fails(LIST, `${found}; this login may not read chat sessions`, "the rights of the login in TWIN");
  }
  if (status === 404) return fails(LIST, found, `paths.sessions in ${ASSUMPTIONS}, or ${ADDRESS}`);
  const inUtc = (instant: number) => `${new Date(instant).toISOString().slice(0, 19)}Z`;
  const times = { [parameters.from]: inUtc(question.from), [parameters.to]: inUtc(question.to) };
  if (await isAnswered({ instead: { [parameters.limit]: "100" } }))
    return fails(LIST, `${found} to ${pageLimit} rows a page, but not to 100`, `${ASSUMPTIONS}: pageLimit = 100`);
  if (await isAnswered({ instead: { [parameters.sort]: null } }))
    return fails(LIST, `${found} to sort=${sortByCreation}, but not without it`, `sortByCreation in ${ASSUMPTIONS}`);
  if (await isAnswered({ instead: times }))
    return fails(
      LIST,
      `${found} to times such as 2018-05-27T21:30:54+00:00, but not to those with Z`,
      `formatInstant in ${ASSUMPTIONS}`,
    );
  if (await isAnswered({ fields: ["id", "createdAt"] })) {
    const field = await refusedField(question.fields, (fields) => isAnswered({ fields: ["createdAt", ...fields] }));
    return fails(
      LIST,
      `${found} to the field ${field}`,
      `the name ${field} in functions/daily-report/domain/session.ts`,
    );
  }
  return fails(LIST, found, `paths and parameters in ${ASSUMPTIONS}`);
}

/** Halves the fields until one is left that is refused: 6 questions for 45 fields. */
async function refusedField(
  fields: readonly string[],
  isTaken: (some: readonly string[]) => Promise<boolean>,
): Promise<string> {
  let rest = fields;
  while (rest.length > 1) {
    const half = rest.slice(0, Math.ceil(rest.length / 2));
    rest = (await isTaken(half)) ? rest.slice(half.length) : half;
  }
  return rest[0] ?? "createdAt";
}
