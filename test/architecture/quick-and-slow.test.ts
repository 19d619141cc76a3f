import { expect, test } from "vitest";
import { type SourceFile, sourceFiles } from "./source-files.ts";

/**
 * A test file is slow if it, or a file that it imports, starts another process or loads the CDK. Programs such as
 * LibreOffice, Chromium and moto_server can be started in no other way. Its name then ends in `.slow.test.ts`.
 */
const slowPackages = ["node:child_process", "node:cluster", "node:worker_threads", "aws-cdk-lib", "constructs"];

/** Methods and assignments that change a whole process, which test files share (`isolate: false`). */
const GLOBAL_CHANGES =
  /\bvi\.(?:mock|doMock|spyOn|stubGlobal|stubEnv|useFakeTimers|setSystemTime|resetModules)\b|\bprocess\.(?:chdir\(|exitCode\s*=[^=]|env(?:\.\w+|\[[^\]]+\])\s*=[^=])|\bdelete process\.env\b|\bglobalThis(?:\.\w+|\[[^\]]+\])\s*=[^=]|\bfc\.configureGlobal\b/;

const files = new Map(
  ["test", "functions", "local", "cdk", "bench"].flatMap(sourceFiles).map((file) => [file.path, file] as const),
);
/** Tests with a configuration of their own, which `npm test` does not run. */
const isApart = ({ path }: SourceFile) => /^test\/(chaos|lambda-runtime)\//.test(path);
const tests = [...files.values()].filter((file) => file.path.endsWith(".test.ts") && !isApart(file));
const isSlow = ({ path }: SourceFile) => path.endsWith(".slow.test.ts");

/** The chain of imports from the file to a slow package, or null if there is none. Imports of types load nothing. */
function wayToSlowPackage(path: string, seen = new Set<string>()): string | null {
  if (seen.has(path)) return null;
  seen.add(path);
  for (const { target, isPackage, typeOnly } of files.get(path)?.imports ?? []) {
    if (typeOnly) continue;
    if (slowPackages.includes(target)) return `${path} -> ${target}`;
    const way = isPackage ? null : wayToSlowPackage(target, seen);
    if (way !== null) return `${path} -> ${way}`;
  }
  return null;
}

test("a quick test file starts no process and loads no CDK; otherwise its name ends in .slow.test.ts", () => {
  const ways = tests.filter((file) => !isSlow(file)).map(({ path }) => wayToSlowPackage(path));

  expect(ways.filter((way) => way !== null)).toEqual([]);
});

test("a slow test file starts a process or loads the CDK; otherwise its name ends in .test.ts alone", () => {
  const quick = tests.filter((file) => isSlow(file) && wayToSlowPackage(file.path) === null);

  expect(quick.map(({ path }) => path)).toEqual([]);
});

test("the search finds quick and slow test files", () => {
  expect(tests.filter(isSlow).length).toBeGreaterThan(10);
  expect(tests.filter((file) => !isSlow(file)).length).toBeGreaterThan(100);
  expect(wayToSlowPackage("test/cdk/report-stack.slow.test.ts")).toBe(
    "test/cdk/report-stack.slow.test.ts -> aws-cdk-lib",
  );
  expect(wayToSlowPackage("test/local/demo.slow.test.ts")).toBe(
    "test/local/demo.slow.test.ts -> test/local/run-command.ts -> node:child_process",
  );
});

test("no test file changes globals of the process, which other test files share", () => {
  const changes = [...files.values()]
    .filter((file) => file.path.startsWith("test/") && !isApart(file))
    // Except the set-up of mutation runs, and this file, which contains the search pattern.
    .filter(({ path }) => !["test/few-runs.ts", "test/architecture/quick-and-slow.test.ts"].includes(path))
    .flatMap(({ path, text }) => (GLOBAL_CHANGES.test(text) ? [`${path}: ${GLOBAL_CHANGES.exec(text)?.[0]}`] : []));

  expect(changes).toEqual([]);
  expect("process.exitCode = 1").toMatch(GLOBAL_CHANGES);
  expect("process.env.TZ === zone").not.toMatch(GLOBAL_CHANGES);
});
