import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readSessionFile, SessionFileError } from "../../../local/twin-emulator/read-session-file.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "session-file-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function read(name: string, content: string | Uint8Array): Promise<unknown[]> {
  await writeFile(join(folder, name), content);
  return readSessionFile(join(folder, name));
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

describe("a file of sessions", () => {
  test("is one JSON object a line, plain or gzipped", async () => {
    const text = '{"id":"a"}\n{"id":"b"}\n';
    expect(await read("plain.ndjson", text)).toEqual([{ id: "a" }, { id: "b" }]);
    expect(await read("packed.ndjson.gz", gzipSync(text))).toEqual([{ id: "a" }, { id: "b" }]);
  });

  test("may have blank lines, Windows line ends, a byte order mark and no last line end", async () => {
    expect(await read("loose.ndjson", '\uFEFF{"id":"a"}\r\n\r\n  \n{"id":"b"}')).toEqual([{ id: "a" }, { id: "b" }]);
  });

  test("may be empty", async () => {
    expect(await read("empty.ndjson", "")).toEqual([]);
    expect(await read("empty-too.ndjson.gz", gzipSync(""))).toEqual([]);
  });

  test("keeps lines whole that come in many pieces", async () => {
    const lines = Array.from({ length: 300 }, (_, n) => ({ id: n, name: "ж".repeat(n * 7) }));
    expect(await read("long.ndjson", lines.map((line) => JSON.stringify(line)).join("\n"))).toEqual(lines);
  });

  test.each([
    ['{"id":"a"}\n\n{"name":"Secret Name",}\n', "line 3 is not JSON"],
    ['{"id":"a"}\n"Secret Name"', "line 2 is JSON but a string"],
    ["[]", "line 1 is JSON but an array"],
    ["{}\nnull\n", "line 2 is JSON but null"],
    ["7", "line 1 is JSON but a number"],
    ['{"id":"Secret Name"', "line 1 is not JSON"],
  ])("names the line that is wrong, without quoting it: %j", async (content, problem) => {
    expect(await failure(read("bad.ndjson", content))).toBe(
      `bad.ndjson: ${problem}; expected one TWIN item (a JSON object) per line.`,
    );
  });

  test("names the line that is not UTF-8", async () => {
    const content = Buffer.from('{"id":"a"}\n{"name":"\xe9"}\n', "latin1");
    expect(await failure(read("latin.ndjson", content))).toMatch(/^latin\.ndjson: line 2 is not UTF-8 text;/);
  });

  test("that is missing, a folder, cut short or no gzip is refused in one sentence that keeps the folder to itself", async () => {
    const packed = gzipSync('{"id":"a"}\n'.repeat(2000));
    const sentence = (file: string, reason: string) =>
      `Cannot read sessions from ${file}: ${reason}; name a .ndjson or .ndjson.gz file.`;
    const tooShort = "its gzip data ends too early, the file is cut short";
    expect(await failure(readSessionFile(join(folder, "none.ndjson")))).toBe(
      sentence("none.ndjson", "there is no such file"),
    );
    expect(await failure(readSessionFile(join(folder, "none.ndjson.gz")))).toBe(
      sentence("none.ndjson.gz", "there is no such file"),
    );
    expect(await failure(readSessionFile(`${folder}/.`))).toMatch(/it is a folder, not a file/);
    expect(await failure(read("cut.ndjson.gz", packed.subarray(0, 40)))).toBe(sentence("cut.ndjson.gz", tooShort));
    expect(await failure(read("nil.ndjson.gz", ""))).toBe(sentence("nil.ndjson.gz", tooShort));
    expect(await failure(read("text.ndjson.gz", "{}"))).toBe(
      sentence("text.ndjson.gz", "its gzip data is damaged, or is no gzip at all"),
    );
    expect(await failure(readSessionFile(" "))).toBe(
      "The path of the session file is empty; name a .ndjson or .ndjson.gz file.",
    );
  });
});
