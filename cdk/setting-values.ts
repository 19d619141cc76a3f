import { show } from "../functions/daily-report/definition-words.ts";
import { rightStage, stageOf } from "../functions/daily-report/environment.ts";
import { asciiAddress } from "../functions/daily-report/mail-address.ts";
import { CONTEXT, StackSettingsError } from "./stack-settings-error.ts";

/**
 * Reads single values of the context. `-c key=value` gives every value as text, `cdk.json` as JSON; both are accepted.
 * A wrong value throws `StackSettingsError`, which names the key, the value and what would be right.
 */

const right = {
  flag: "true or false",
  bucket: 'the name of an S3 bucket of this account and region such as "dailyreport-archivebucket-1a2b3c", or null',
  secret:
    'the whole ARN of a secret such as "arn:aws:secretsmanager:eu-central-1:123456789012:secret:Key-a1b2c3", or null',
  days: "a whole number of days from 1 to 3650, or null",
  reservedConcurrency: "a whole number of calls from 2 to 1000, or null if the account has none to spare",
  backfillConcurrency: "a whole number of calls from 1 to 999",
  alarmEmail: 'an e-mail address, or "none" if alarms should notify nobody',
};

/** Returns the name of the stage; "prod" if none is given. */
export function stageFrom(value: unknown): string {
  const stage = stageOf(value);
  if (stage === null) throw wrong("stage", value, rightStage);
  return stage;
}

/** Returns false if there is no value. */
export function flagFrom(key: string, value: unknown): boolean {
  if (value === undefined) return false;
  const known = new Map<unknown, boolean>(
    [true, false].flatMap(
      (flag) =>
        [
          [flag, flag],
          [String(flag), flag],
        ] as const,
    ),
  );
  const flag = known.get(value);
  if (flag === undefined) throw wrong(key, value, right.flag);
  return flag;
}

export function bucketFrom(key: string, value: unknown): string | null {
  return matching(key, value, { pattern: /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, what: right.bucket });
}

/** The ARN must be whole, with the six characters at its end, because the policy of the function names it. */
export function secretFrom(key: string, value: unknown): string | null {
  const pattern = /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@-]+-\w{6}$/;
  return matching(key, value, { pattern, what: right.secret });
}

export function daysFrom(key: string, value: unknown): number | null {
  if (value === undefined || value === null) return null;
  return wholeNumber(key, value, { least: 1, most: 3650, what: right.days });
}

/** Calls of the function that may run at the same time, 5 if there is no value; null for no limit of its own. */
export function reservedConcurrencyFrom(value: unknown): number | null {
  if (value === null || value === "null") return null;
  if (value === undefined) return 5;
  return wholeNumber("reservedConcurrency", value, { least: 2, most: 1000, what: right.reservedConcurrency });
}

/** Days that a backfill makes at the same time, 4 if there is no value, and fewer than may run at all. */
export function backfillConcurrencyFrom(value: unknown, reserved: number | null): number {
  const [most, usual] = reserved === null ? [999, 4] : [reserved - 1, Math.min(4, reserved - 1)];
  if (value === undefined) return usual;
  const range = { least: 1, most: 999, what: right.backfillConcurrency };
  const concurrency = wholeNumber("backfillConcurrency", value, range);
  if (concurrency <= most) return concurrency;
  throw wrong(
    "backfillConcurrency",
    value,
    `below reservedConcurrency, which is ${reserved}, so that schedules are called during a backfill`,
  );
}

type Range = { readonly least: number; readonly most: number; readonly what: string };

function wholeNumber(key: string, value: unknown, { least, most, what }: Range): number {
  const number = typeof value === "string" && /^\d{1,4}$/.test(value) ? Number(value) : value;
  const isRight = typeof number === "number" && Number.isInteger(number) && number >= least && number <= most;
  if (!isRight) throw wrong(key, value, what);
  return number;
}

/** Returns the address in ASCII, or "none". */
export function alarmEmailFrom(value: unknown): string {
  const address = value === "none" ? value : asciiAddress(typeof value === "string" ? value : "");
  if (address === null) throw wrong("alarmEmail", value, right.alarmEmail);
  return address;
}

function matching(key: string, value: unknown, { pattern, what }: { pattern: RegExp; what: string }): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value !== "string" || !pattern.test(value)) throw wrong(key, value, what);
  return value;
}

function wrong(key: string, value: unknown, what: string): StackSettingsError {
  const found = value === undefined ? "missing" : show(value);
  return new StackSettingsError(`${CONTEXT}: ${key} is ${found}; it must be ${what}.`);
}
