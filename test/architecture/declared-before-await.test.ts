import { expect, test } from "vitest";
import { sourceFiles } from "./source-files.ts";

/** Programs, which await at top level; modules do not. */
const programs = ["local", "bench"].flatMap(sourceFiles);

/** A value that a program declares below its last statement that awaits; null if there is none. */
function declaredTooLate(text: string): string | null {
  const awaited = [...text.matchAll(/^(?:(?:const|let) .*= )?await /gm)].at(-1);
  if (awaited === undefined) return null;
  const below = text.slice(awaited.index + awaited[0].length);
  return /^(?:export )?(?:const|let|class) (\w+)/m.exec(below)?.[1] ?? null;
}

/** While the program awaits, the functions below already run, and a variable of theirs that is declared below has no value yet. */
test("a program declares the values that its functions use before it awaits", () => {
  const late = programs.map(({ path, text }) => [path, declaredTooLate(text)]);

  expect(programs.filter(({ text }) => /^await /m.test(text)).length).toBeGreaterThan(10);
  expect(late.filter(([, name]) => name !== null)).toEqual([]);
});

test.each([
  ["const a = 1;\nawait run();\nfunction f() {}", null],
  ["await run();\nlet shown = 0;", "shown"],
  ["await run();\nfunction f() {\n  const own = 1;\n}", null],
  ["await begin();\nconst a = 1;\nawait run();", null],
  ["const made = await run();\nclass Late {}", "Late"],
  ["async function f() {\n  await run();\n}\nconst b = 1;", null],
])("in %j it finds %j", (text, name) => {
  expect(declaredTooLate(text)).toBe(name);
});
