import { describe, expect, test } from "vitest";
import { type Import, type SourceFile, sourceFiles } from "./source-files.ts";

/**
 * Checks the import rules of docs/architecture.md. A room is a folder or a file of functions/daily-report. It may import its
 * own files, the rooms in `rooms`, the packages in `packages` and, with `import type`, the rooms in `types`.
 */
type Room = {
  readonly rooms: readonly string[];
  readonly types?: readonly string[];
  readonly packages: readonly string[];
};

const edge = { rooms: ["domain"], types: ["ports.ts"] };
const drawing = { rooms: ["domain", "texts"], types: ["ports.ts"] };
const story = ["domain", "delivery", "ports.ts", "pull-day.ts", "report-definition.ts"];

const rooms: Readonly<Record<string, Room>> = {
  domain: { rooms: [], packages: ["temporal-polyfill"] },
  texts: { rooms: ["domain"], packages: [] },
  twin: { ...edge, packages: ["got", "node:timers/promises"] },
  archive: {
    ...edge,
    packages: [
      "@aws-sdk/client-s3",
      "@aws-sdk/lib-storage",
      "node:fs/promises",
      "node:path",
      "node:crypto",
      "node:os",
      "node:timers/promises",
    ],
  },
  mail: {
    ...edge,
    rooms: [...edge.rooms, "environment.ts", "mail-address.ts"],
    packages: ["@aws-sdk/client-ses", "nodemailer", "node:fs/promises", "node:path", "node:crypto"],
  },
  workbook: { ...drawing, packages: ["exceljs"] },
  "session-table": {
    ...drawing,
    packages: ["hyparquet-writer", "node:crypto", "node:fs/promises", "node:net", "node:util", "node:zlib"],
  },
  email: { ...drawing, packages: [] },
  history: { rooms: ["domain", "delivery", "ports.ts"], packages: [] },
  operations: {
    rooms: ["environment.ts"],
    types: ["ports.ts"],
    packages: ["@aws-lambda-powertools/logger", "@aws-lambda-powertools/metrics", "node:fs", "node:module", "node:url"],
  },
  delivery: { rooms: ["domain", "ports.ts", "out-of-time.ts"], packages: ["node:crypto"] },
  "ports.ts": { rooms: ["domain", "report-definition.ts"], packages: [] },
  "report-definition.ts": {
    rooms: ["definition-fields.ts", "period-fields.ts", "definition-words.ts"],
    packages: ["valibot"],
  },
  "definition-fields.ts": {
    rooms: ["definition-words.ts", "period-fields.ts", "mail-address.ts", "session-url.ts", "zone-name.ts"],
    packages: ["valibot"],
  },
  "period-fields.ts": { rooms: ["definition-words.ts"], types: ["report-definition.ts"], packages: [] },
  "holiday-file.ts": { rooms: ["definition-fields.ts", "definition-words.ts", "report-definition.ts"], packages: [] },
  "definition-words.ts": { rooms: [], packages: [] },
  "schedule-groups.ts": {
    rooms: ["definition-fields.ts", "report-definition.ts", "zone-name.ts"],
    packages: ["node:crypto"],
  },
  "mail-address.ts": { rooms: [], packages: [] },
  "session-url.ts": { rooms: [], packages: [] },
  "zone-name.ts": { rooms: [], packages: [] },
  "environment.ts": { rooms: [], packages: [] },
  "twin-address.ts": { rooms: [], packages: [] },
  "out-of-time.ts": { rooms: ["domain", "ports.ts"], packages: [] },
  "run-account.ts": { rooms: ["domain", "delivery", "ports.ts", "report-definition.ts"], packages: [] },
  "report-frame.ts": { rooms: story, packages: [] },
  "fingerprint.ts": { rooms: story, packages: [] },
  "run-answer.ts": { rooms: story, packages: [] },
  "open-fold.ts": { rooms: ["domain", "ports.ts"], packages: [] },
  "pull-day.ts": { rooms: ["domain", "open-fold.ts", "ports.ts"], packages: [] },
  "with-scratch.ts": { rooms: ["ports.ts"], packages: [] },
  "draw-files.ts": { rooms: story, packages: [] },
  "report-request.ts": { rooms: ["domain", "mail-address.ts"], packages: ["valibot"] },
  "report-span.ts": { rooms: [...story, "report-request.ts"], packages: [] },
  "due-time.ts": { rooms: ["domain", "definition-fields.ts", "schedule-groups.ts"], packages: [] },
  "plan-runs.ts": {
    rooms: [
      ...story,
      "due-time.ts",
      "mail-address.ts",
      "report-request.ts",
      "report-span.ts",
      "run-report.ts",
      "schedule-groups.ts",
    ],
    packages: [],
  },
  "run-day.ts": {
    rooms: [...story, "out-of-time.ts", "run-account.ts", "run-answer.ts", "run-report.ts", "share-readings.ts"],
    packages: [],
  },
  "call-failure.ts": {
    rooms: [...story, "plan-runs.ts", "run-account.ts", "run-day.ts", "run-report.ts"],
    packages: [],
  },
  "backfill-steps.ts": { rooms: [], packages: [] },
  "plan-backfill.ts": {
    rooms: [...story, "backfill-steps.ts", "plan-runs.ts", "report-request.ts", "report-span.ts"],
    packages: [],
  },
  "json-in.ts": { rooms: [], packages: [] },
  "summarize-backfill.ts": { rooms: [...story, "backfill-steps.ts", "json-in.ts"], packages: ["valibot"] },
  "answer-call.ts": {
    rooms: [
      ...story,
      "backfill-steps.ts",
      "plan-backfill.ts",
      "summarize-backfill.ts",
      "call-failure.ts",
      "out-of-time.ts",
      "plan-runs.ts",
      "report-request.ts",
      "run-answer.ts",
      "run-day.ts",
      "run-report.ts",
      "watch-days.ts",
    ],
    packages: [],
  },
  "read-day.ts": { rooms: [...story, "report-frame.ts"], types: ["open-fold.ts"], packages: [] },
  "watch-days.ts": {
    rooms: [...story, "due-time.ts", "plan-runs.ts", "report-span.ts", "run-answer.ts"],
    packages: [],
  },
  "share-readings.ts": { rooms: [...story, "read-day.ts"], packages: [] },
  "compare-day.ts": { rooms: [...story, "history", "report-frame.ts"], packages: [] },
  "archive-day.ts": { rooms: [...story, "draw-files.ts", "fingerprint.ts", "report-frame.ts"], packages: [] },
  "merge-days.ts": { rooms: [...story, "history", "late-data", "report-frame.ts"], packages: [] },
  "late-data": {
    rooms: [
      ...story,
      "read-day.ts",
      "compare-day.ts",
      "archive-day.ts",
      "fingerprint.ts",
      "history",
      "out-of-time.ts",
      "report-frame.ts",
      "run-account.ts",
      "with-scratch.ts",
    ],
    packages: [],
  },
  "mail-revision.ts": {
    rooms: [...story, "draw-files.ts", "run-account.ts", "run-answer.ts"],
    types: ["run-report.ts"],
    packages: [],
  },
  "run-report.ts": {
    rooms: [
      "mail-revision.ts",
      "merge-days.ts",
      ...story,
      "late-data",
      "read-day.ts",
      "compare-day.ts",
      "archive-day.ts",
      "run-account.ts",
      "run-answer.ts",
      "with-scratch.ts",
    ],
    packages: [],
  },
};

const doors = ["handler.ts", "composition.ts", "shared-world.ts"];

const base = "functions/daily-report/";
const files = sourceFiles(base);

function roomOf(path: string): string {
  return path.slice(base.length).split("/")[0] ?? "";
}

function forbidden({ path, imports }: Pick<SourceFile, "path" | "imports">, room: Room): Import[] {
  return imports.filter(({ target, isPackage, typeOnly }) => {
    if (isPackage) return !room.packages.includes(target);
    const allowed = [roomOf(path), ...room.rooms, ...(typeOnly ? (room.types ?? []) : [])];
    return !target.startsWith(base) || !allowed.includes(roomOf(target));
  });
}

test("every file of the function is in a folder or file that the import rules list", () => {
  const unknown = files.map(({ path }) => roomOf(path)).filter((room) => !(room in rooms) && !doors.includes(room));

  expect(unknown).toEqual([]);
});

describe.each(Object.entries(rooms))("the room %s", (name, room) => {
  test.each(files.filter(({ path }) => roomOf(path) === name).map((file) => [file.path, file] as const))(
    "%s imports only what the rules allow",
    (_, file) => {
      expect(forbidden(file, room)).toEqual([]);
    },
  );
});

test.each(["twin", "archive", "mail", "workbook", "session-table", "email", "operations"])(
  "the rules let %s import types of ports.ts, but no values of it and nothing else of a higher layer",
  (name) => {
    const room = rooms[name] ?? { rooms: [], packages: [] };
    const path = `${base}${name}/made-up.ts`;
    const typeImport = { target: `${base}ports.ts`, isPackage: false, typeOnly: true };
    const valueImport = { ...typeImport, typeOnly: false };
    const storyType = { ...typeImport, target: `${base}run-report.ts` };
    const neighbourType = { ...typeImport, target: `${base}history/read-past.ts` };

    expect(forbidden({ path, imports: [typeImport, valueImport, storyType, neighbourType] }, room)).toEqual([
      valueImport,
      storyType,
      neighbourType,
    ]);
  },
);

test("handler.ts, composition.ts and shared-world.ts import nothing from outside the function", () => {
  const outside = files
    .filter(({ path }) => doors.includes(roomOf(path)))
    .flatMap(({ imports }) => imports.filter(({ target, isPackage }) => !isPackage && !target.startsWith(base)));

  expect(outside).toEqual([]);
});

test("ports.ts contains types and no code", () => {
  const ports = files.find(({ path }) => path === `${base}ports.ts`);

  expect(ports?.imports.every(({ typeOnly }) => typeOnly)).toBe(true);
  expect(ports?.text).not.toMatch(/^export (?:async )?(?:const|let|function|class|default)/m);
});

test.each(
  files
    .filter(({ path }) => ["domain", "texts", "workbook", "email", "session-table"].includes(roomOf(path)))
    .map((file) => [file.path, file]),
)("%s uses no clock, random numbers, environment or console", (_, file) => {
  expect((file as SourceFile).text).not.toMatch(
    /Date\.now|new Date\(\)|Math\.random|Temporal\.Now|performance\.|\bprocess\.|\bconsole\./,
  );
});

test("only composition.ts creates AWS clients, and only the entry points read the environment", () => {
  const clients = files.filter(({ text }) => /new \w+Client\(/.test(text)).map(({ path }) => roomOf(path));
  const environment = files.filter(({ text }) => /process\.env/.test(text)).map(({ path }) => roomOf(path));

  expect(clients).toEqual(["composition.ts"]);
  expect(environment.filter((room) => !doors.includes(room))).toEqual([]);
});

test("the stack imports only the contracts of the function", () => {
  const targets = sourceFiles("cdk").flatMap(({ imports }) => imports.filter(({ isPackage }) => !isPackage));
  const inside = targets.map(({ target }) => target).filter((target) => !target.startsWith("cdk/"));

  expect([...new Set(inside)].sort()).toEqual([
    `${base}backfill-steps.ts`,
    `${base}definition-words.ts`,
    `${base}environment.ts`,
    `${base}holiday-file.ts`,
    `${base}mail-address.ts`,
    `${base}report-definition.ts`,
    `${base}schedule-groups.ts`,
    `${base}twin-address.ts`,
  ]);
});

test("only tests and benches import a test, and nothing imports a bench", () => {
  const everything = [...files, ...sourceFiles("cdk"), ...sourceFiles("local")];
  const wrong = everything.flatMap(({ imports }) => imports.filter(({ target }) => /^(test|bench)\//.test(target)));

  expect(wrong).toEqual([]);
});
