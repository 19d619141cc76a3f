import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readSessionFile, type SessionFile } from "../../../local/twin-emulator/read-session-file.ts";
import { SessionFileError } from "../../../local/twin-emulator/session-file-error.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "session-file-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function readFile(name: string, content: string | Uint8Array): Promise<SessionFile> {
  await writeFile(join(folder, name), content);
  return readSessionFile(join(folder, name));
}

async function read(name: string, content: string | Uint8Array): Promise<readonly unknown[]> {
  return (await readFile(name, content)).items;
}

/** The sentence of the failure. */
async function failure(reading: Promise<unknown>): Promise<string> {
  const error = await reading.then(
    () => null,
    (error: unknown) => error,
  );
  expect(error).toBeInstanceOf(SessionFileError);
  return (error as SessionFileError).message;
}

const wanted =
  'expected TWIN items (JSON objects), one per line or in one JSON array, or a saved API answer {"count": n, "items": [...]}.';

describe("a file of sessions", () => {
  test("is one JSON object a line, plain or gzipped", async () => {
    const text = '{"id":"a"}\n{"id":"b"}\n';
    expect(await readFile("plain.ndjson", text)).toEqual({ items: [{ id: "a" }, { id: "b" }], declared: 2 });
    expect(await read("packed.ndjson.gz", gzipSync(text))).toEqual([{ id: "a" }, { id: "b" }]);
  });

  test("may have blank lines, Windows line ends, a byte order mark and no last line end", async () => {
    expect(await read("loose.ndjson", '\uFEFF{"id":"a"}\r\n\r\n  \n{"id":"b"}')).toEqual([{ id: "a" }, { id: "b" }]);
  });

  test("may be empty", async () => {
    for (const text of ["", "\n \n", "[]", '{"count": 0, "items": []}', gzipSync("")]) {
      expect(await readFile("empty.ndjson", text)).toEqual({ items: [], declared: 0 });
    }
  });

  test("keeps lines whole that come in many pieces", async () => {
    const lines = Array.from({ length: 300 }, (_, n) => ({ id: n, name: "ж".repeat(n * 7) }));
    expect(await read("long.ndjson", lines.map((line) => JSON.stringify(line)).join("\n"))).toEqual(lines);
  });

  test("keeps a number too large for JavaScript too large, and no zero", async () => {
    expect(await read("large.json", '[{"id":"a","csi":1e999}]')).toEqual([{ id: "a", csi: Number.POSITIVE_INFINITY }]);
  });

  test.each([
    ['{"id":"a"}\n\n{"name":"Secret Name",}\n', "line 3 is not JSON"],
    ['{"id":"a"}\n{"name":"Secret', "line 2 is not JSON"],
    ['{"id":"a"}\n{"name":"Secret Name"\n}', "line 2 is not JSON"],
    ['{"id":"a"}\n"Secret Name"', "line 2 is JSON but a string"],
    ['{"id":"a"}{"id":"Secret Name"} "Secret Name"', "line 1 is not JSON"],
    ['{"id":"a"},\n{"id":"Secret Name"}', "line 1 is not JSON"],
    ["{}\nnull\n", "line 2 is JSON but null"],
    ["7", "line 1 is JSON but a number"],
    ["Secret Name", "line 1 is not JSON"],
    ["]", "line 1 is not JSON"],
    ['{"id":"Secret Name"', "line 1 begins JSON that does not end, the file may be incomplete"],
    ['\n{"items":[{"id":"Secret', "line 2 begins JSON that does not end, the file may be incomplete"],
    ['{\n"id":"Secret Name\n}', "line 2 is not JSON"],
    ['{\n"id":"Secret Name",\n}', "line 1 is not JSON"],
    ["<!doctype html>", "line 1 is HTML or XML, not JSON"],
    ["HTTP/2 200\n\n{}", "line 1 is the head of an HTTP answer, not JSON"],
  ])("names the line that is wrong, without quoting it: %j", async (content, problem) => {
    expect(await failure(read("bad.ndjson", content))).toBe(`bad.ndjson: ${problem}; ${wanted}`);
  });

  test("names the line that is not UTF-8", async () => {
    const content = Buffer.from('{"id":"a"}\n{"name":"\xe9"}\n', "latin1");
    expect(await failure(read("latin.ndjson", content))).toBe(`latin.ndjson: line 2 is not UTF-8 text; ${wanted}`);
  });

  test.each([
    ['{"error":"Secret Name"}', "no JSON object in it has the id or the createdAt of a session"],
    ['{"data":[{"id":"a"}]}', "no JSON object in it has the id or the createdAt of a session"],
    ['{"count":12}', "no JSON object in it has the id or the createdAt of a session"],
    ['{"count":12,"items":[{"name":"Secret Name"}]}', "no JSON object in it has the id or the createdAt of a session"],
    ['{"count":12,"items":[]}', "its count is 12, but it has no items"],
  ])("refuses JSON that holds other things than sessions: %s", async (content, problem) => {
    expect(await failure(read("other.json", content))).toBe(`other.json: ${problem}; ${wanted}`);
  });

  test("that is missing, a folder, cut short or of another kind is refused in one sentence that keeps the folder to itself", async () => {
    const packed = gzipSync('{"id":"a"}\n'.repeat(2000));
    const sentence = (file: string, reason: string) =>
      `Cannot read sessions from ${file}: ${reason}; name a file of TWIN items, plain or gzipped.`;
    const tooShort = "its gzip data ends too early, the file is incomplete";
    const missing = ["none.ndjson", "none.ndjson.gz", "plain.ndjson/none"];
    await writeFile(join(folder, "plain.ndjson"), "");
    for (const name of missing) {
      expect(await failure(readSessionFile(join(folder, name)))).toBe(
        sentence(name.replace(/.*\//, ""), "there is no such file"),
      );
    }
    expect(await failure(readSessionFile(`${folder}/.`))).toMatch(/it is a folder, not a file/);
    for (const [name, content, reason] of [
      ["cut.ndjson.gz", packed.subarray(0, 40), tooShort],
      ["cut.ndjson", packed.subarray(0, 2), tooShort],
      ["nil.ndjson.gz", "", tooShort],
      ["hurt.ndjson.gz", Buffer.concat([packed.subarray(0, 10), Buffer.alloc(40, 7)]), "its gzip data is damaged"],
      ["sessions.xlsx", "PK\u0003\u0004", "it is a zip archive, as .xlsx files are too"],
      ["powershell.json", Buffer.from("\uFEFF{}", "utf16le"), "it is UTF-16 text, not UTF-8"],
    ] as const) {
      expect(await failure(read(name, content))).toBe(sentence(name, reason));
    }
    expect(await failure(readSessionFile(" "))).toBe(
      "The path of the session file is empty; name a file of TWIN items, plain or gzipped.",
    );
  });
});

describe("a file is read by its content, not its name:", () => {
  const items = [
    { id: "a", name: 'brackets ]}" in a text \\' },
    { id: "b", tags: [[], {}] },
  ];
  const answer = { count: 2, items };

  test.each<[string, string]>([
    ["items per line", items.map((item) => JSON.stringify(item)).join("\n")],
    ["an array in one line", JSON.stringify(items)],
    ["an array in many lines", JSON.stringify(items, null, 2)],
    ["an answer in one line", JSON.stringify(answer)],
    ["an answer in many lines", `\uFEFF\n${JSON.stringify(answer, null, "\t").replaceAll("\n", "\r\n")}\r\n`],
    ["an answer with further keys, whatever they are", JSON.stringify({ page: 1, items, next: null, count: 2 })],
    ["an answer without a count", JSON.stringify({ items })],
    ["items after each other in one line", items.map((item) => JSON.stringify(item)).join("")],
  ])("%s", async (_, text) => {
    for (const name of ["sessions.ndjson", "answer.json", "answer.json.gz", "sessions"]) {
      expect(await readFile(name, text)).toEqual({ items, declared: 2 });
      expect(await readFile(name, gzipSync(text))).toEqual({ items, declared: 2 });
    }
  });
});

describe("saved answers", () => {
  const pages = [
    { count: 5, items: [{ id: "a" }, { id: "b" }] },
    { count: 5, items: [{ id: "c" }, { id: "d" }] },
    { count: 5, items: [{ id: "e" }] },
  ];
  const all = ["a", "b", "c", "d", "e"].map((id) => ({ id }));

  test.each<[string, string]>([
    ["one per line", pages.map((page) => JSON.stringify(page)).join("\n")],
    ["appended to each other without a line end", pages.map((page) => JSON.stringify(page)).join("")],
    ["appended to each other, in many lines each", pages.map((page) => JSON.stringify(page, null, 2)).join("")],
    ["in an array", JSON.stringify(pages)],
  ])("%s are read as their items, in order", async (_, text) => {
    expect(await readFile("pages.json", text)).toEqual({ items: all, declared: 5 });
  });

  test("that were gzipped one by one are read too", async () => {
    const packed = Buffer.concat(pages.map((page) => gzipSync(JSON.stringify(page))));
    expect(await readFile("pages.gz", packed)).toEqual({ items: all, declared: 5 });
  });

  test("that lack a page tell how many sessions there are", async () => {
    const { items, declared } = await readFile(
      "pages.json",
      pages
        .slice(0, 2)
        .map((page) => JSON.stringify(page))
        .join("\n"),
    );
    expect([items.length, declared]).toEqual([4, 5]);
  });

  test.each([
    ['{"count":1,"items":null}', 'line 1 has "items" that is not an array but null'],
    ['\n{"count":1,"items":{"id":"Secret Name"}}', 'line 2 has "items" that is not an array but an object'],
    ['{"count":1,"items":"Secret Name"}', 'line 1 has "items" that is not an array but a string'],
    ['{"count":1,"items":[{"id":"a"},"Secret Name"]}', 'line 1 has "items" whose item 2 is not an object but a string'],
    ['[{"id":"a"},{"items":[[]]}]', 'line 1: element 2 has "items" whose item 1 is not an object but an array'],
    ['[{"id":"a"},[{"id":"b"}]]', "line 1: element 2 is JSON but an array"],
    ["[\n{},\n7]", "line 1: element 2 is JSON but a number"],
  ])("are refused by the place that is wrong: %j", async (text, problem) => {
    expect(await failure(read("answer.json", text))).toBe(`answer.json: ${problem}; ${wanted}`);
  });
});
