import { createHash } from "node:crypto";
import { rm, truncate } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { ArchiveStore, ScratchFile } from "../../functions/daily-report/ports.ts";
import { scratchFile } from "../plain-story.ts";
import { emptyFolder } from "../story-world.ts";

const text = "text/plain";
const bytes = (words: string) => new TextEncoder().encode(words);
const words = (body: Uint8Array | null) => (body === null ? null : new TextDecoder().decode(body));
const hashOf = (body: Uint8Array) => createHash("sha256").update(body).digest("hex");

/** A file of the scratch space with this content. */
export async function fileWith(content: string | Uint8Array): Promise<ScratchFile> {
  return scratchFile(join(await emptyFolder(), "file"), content);
}

/** Bytes of which no two neighbouring megabytes are equal. */
export function manyBytes(size: number): Uint8Array {
  const body = new Uint8Array(size);
  for (let i = 0; i < size; i++) body[i] = (i * 7 + (i >> 20)) % 251;
  return body;
}

const badKeys = [
  "",
  "/",
  "/reports/a",
  "reports/",
  "reports//a",
  ".",
  "..",
  "../a",
  "reports/../../a",
  "reports/./a",
  "reports\\a",
  "reports/a b",
  "reports/a\n",
  "reports/\0",
  "reports/%2e%2e",
  "reports/отчёт",
  "~a",
  "C:a",
  "a".repeat(201),
];

/** Declares the tests that every archive store must pass; `openEmptyStore` returns a new, empty store. */
export function describeArchiveStore(openEmptyStore: () => Promise<ArchiveStore>): void {
  describe("reading and writing", () => {
    test("returns the bytes that were put", async () => {
      const store = await openEmptyStore();
      const everyByte = Uint8Array.from({ length: 70_000 }, (_, i) => (i * 7) % 256);
      const bodies = {
        "a/every-byte": everyByte,
        "a/cyrillic": bytes("Отчёт за 11 января 😀\r\n"),
        "a/empty": bytes(""),
      };
      for (const [key, body] of Object.entries(bodies)) {
        await store.put(key, body, "application/octet-stream");
        expect(Buffer.from((await store.get(key)) ?? "nothing").equals(body), key).toBe(true);
      }
    });

    test("returns null if there is no file", async () => {
      const store = await openEmptyStore();
      expect(await store.get("reports/none.json")).toBeNull();
      await store.put("reports/day/r1.json", bytes("{}"), text);
      expect(await store.get("reports/day")).toBeNull();
      expect(await store.get("reports/day/r1.json/more")).toBeNull();
    });

    test("replaces an older file, even a longer one", async () => {
      const store = await openEmptyStore();
      await store.put("a", bytes("the first and longer one"), text);
      await store.put("a", bytes("second"), text);
      expect(words(await store.get("a"))).toBe("second");
    });

    test("accepts every allowed character and the longest key", async () => {
      const store = await openEmptyStore();
      const key = "tables/report=a_b-C/day=2021-01-11/.tally.json".padEnd(200, "x");
      await store.put(key, bytes("1"), text);
      expect(await store.list("")).toEqual([key]);
    });

    test("keeps one whole version if twenty writers replace a file at once", async () => {
      const store = await openEmptyStore();
      const versions = Array.from({ length: 20 }, (_, i) => String.fromCharCode(65 + i).repeat(50_000));
      await Promise.all(versions.map((version) => store.put("a", bytes(version), text)));
      expect(versions).toContain(words(await store.get("a")));
    });
  });

  describe("files of the scratch space", () => {
    test.each([0, 1, 70_000, 12_000_000])("puts a file of %d bytes", async (size) => {
      const store = await openEmptyStore();
      const body = manyBytes(size);
      const file = await fileWith(body);

      await store.putFile("day/file", file, "application/octet-stream");

      expect(Buffer.from((await store.get("day/file")) ?? "nothing").equals(body)).toBe(true);
      expect(await store.digest("day/file")).toBe(hashOf(body));
      expect(await store.list("")).toEqual(["day/file"]);
    });

    test("replaces an older file, even a longer one", async () => {
      const store = await openEmptyStore();
      await store.put("a", bytes("the first and longer one"), text);
      await store.putFile("a", await fileWith("second"), text);
      expect(words(await store.get("a"))).toBe("second");
    });

    test("keeps one whole version if writers replace a file at once", async () => {
      const store = await openEmptyStore();
      const versions = Array.from({ length: 6 }, (_, i) => String.fromCharCode(65 + i).repeat(6_000_000));
      await Promise.all(versions.map(async (version) => store.putFile("a", await fileWith(version), text)));
      expect(versions.includes(words(await store.get("a")) ?? "")).toBe(true);
    });

    test("throws and keeps the older file if the scratch file is missing or has another size", async () => {
      const store = await openEmptyStore();
      const [missing, shorter, longer] = [await fileWith("first"), await fileWith("first"), await fileWith("first")];
      await rm(missing.path);
      await truncate(shorter.path, 3);
      await truncate(longer.path, 6_000_000);
      await store.put("a", bytes("older"), text);

      for (const file of [missing, shorter, longer]) {
        await expect(store.putFile("a", file, text)).rejects.toMatchObject({
          name: "ArchiveError",
          code: "ARCHIVE_STORE",
          message: expect.stringMatching(/^The archive could not write "a" \((ENOENT|ScratchFileChanged)\)/),
        });
        await expect(store.putFile("b", file, text)).rejects.toThrow('could not write "b"');
      }

      expect(words(await store.get("a"))).toBe("older");
      expect(await store.list("")).toEqual(["a"]);
    });

    test.each([100, 12_000_000])("writes nothing of a file of %d bytes if the signal has ended it", async (size) => {
      const store = await openEmptyStore();
      const ended = store.putFile("a", await fileWith(manyBytes(size)), text, AbortSignal.abort());
      await expect(ended).rejects.toMatchObject({ name: "ArchiveError", code: "ARCHIVE_STORE" });
      expect(await store.list("")).toEqual([]);
    });
  });

  describe("copying", () => {
    test("copies the bytes, replaces an older file, and keeps the source", async () => {
      const store = await openEmptyStore();
      const from = "reports/day=1/a_b.C-d";
      await store.putFile(from, await fileWith(manyBytes(6_000_000)), text);
      await store.put("tables/a", bytes("older"), text);

      expect(await store.copy(from, "tables/a")).toBe(true);

      const [source, copy] = [await store.get(from), await store.get("tables/a")];
      expect(Buffer.from(copy ?? []).equals(manyBytes(6_000_000))).toBe(true);
      expect(Buffer.from(source ?? []).equals(copy ?? new Uint8Array())).toBe(true);
    });

    test("returns false and keeps the target if there is no source", async () => {
      const store = await openEmptyStore();
      await store.put("day/a", bytes("kept"), text);
      for (const none of ["none", "day", "day/a/more"]) expect(await store.copy(none, "day/a"), none).toBe(false);
      expect(await store.copy("none", "another/place")).toBe(false);
      expect(words(await store.get("day/a"))).toBe("kept");
      expect(await store.list("")).toEqual(["day/a"]);
    });
  });

  describe("digests", () => {
    test("are of the newest content, however it was written", async () => {
      const store = await openEmptyStore();
      await store.create("a", bytes("created"), text);
      expect(await store.digest("a")).toBe(hashOf(bytes("created")));
      await store.put("a", bytes("put"), text);
      expect(await store.digest("a")).toBe(hashOf(bytes("put")));
      await store.putFile("b", await fileWith("of a file"), text);
      await store.copy("b", "a");
      expect(await store.digest("a")).toBe(hashOf(bytes("of a file")));
    });

    test("are null if there is no file", async () => {
      const store = await openEmptyStore();
      await store.put("day/a", bytes("1"), text);
      for (const none of ["none", "day", "day/a/more"]) expect(await store.digest(none), none).toBeNull();
    });
  });

  describe("creating", () => {
    test("creates a file once and does not change it later", async () => {
      const store = await openEmptyStore();
      expect(await store.create("day/r1.json", bytes("first"), text)).toBe(true);
      expect(await store.create("day/r1.json", bytes("second"), text)).toBe(false);
      expect(words(await store.get("day/r1.json"))).toBe("first");
    });

    test("does not create a file that exists, even with the same bytes", async () => {
      const store = await openEmptyStore();
      await store.put("a", bytes("same"), text);
      expect(await store.create("a", bytes("same"), text)).toBe(false);
    });

    test("lets exactly one of twenty parallel creates succeed and keeps its bytes", async () => {
      const store = await openEmptyStore();
      const racers = Array.from({ length: 20 }, (_, i) => `racer ${i} `.repeat(5_000));
      const won = await Promise.all(racers.map((racer) => store.create("day/r1.json", bytes(racer), text)));
      expect(won.filter(Boolean)).toHaveLength(1);
      expect(words(await store.get("day/r1.json"))).toBe(racers[won.indexOf(true)]);
    });

    test("creates a file again after it was removed", async () => {
      const store = await openEmptyStore();
      await store.create("a", bytes("first"), text);
      await store.remove("a");
      expect(await store.create("a", bytes("second"), text)).toBe(true);
      expect(words(await store.get("a"))).toBe("second");
    });
  });

  describe("listing", () => {
    test("lists the keys that start with the prefix, in byte order", async () => {
      const store = await openEmptyStore();
      const keys = [
        "day/r10.json",
        "day/r2.json",
        "day/R3.json",
        "day/run-1/report.xlsx",
        "day/run.1",
        "day-2/r1.json",
      ];
      for (const key of keys) await store.put(key, bytes("1"), text);
      const inOrder = ["day/R3.json", "day/r10.json", "day/r2.json", "day/run-1/report.xlsx", "day/run.1"];
      expect(await store.list("")).toEqual(["day-2/r1.json", ...inOrder]);
      expect(await store.list("day/")).toEqual(inOrder);
      expect(await store.list("day/r1")).toEqual(["day/r10.json"]);
      expect(await store.list("da")).toHaveLength(6);
      expect(await store.list("day/run-1/report.xlsx")).toEqual(["day/run-1/report.xlsx"]);
    });

    test("returns an empty list if no key starts with the prefix", async () => {
      const store = await openEmptyStore();
      expect(await store.list("")).toEqual([]);
      await store.put("day/r1.json", bytes("1"), text);
      expect(await store.list("night/")).toEqual([]);
      expect(await store.list("day/r1.json/")).toEqual([]);
    });
  });

  describe("removing", () => {
    test("removes only the given file", async () => {
      const store = await openEmptyStore();
      for (const key of ["day/a", "day/ab"]) await store.put(key, bytes("1"), text);
      await store.remove("day/a");
      expect(await store.list("")).toEqual(["day/ab"]);
    });

    test("does not throw if the file to remove does not exist", async () => {
      const store = await openEmptyStore();
      await store.put("day/a", bytes("1"), text);
      await store.remove("day");
      await store.remove("night/b");
      expect(await store.list("")).toEqual(["day/a"]);
    });
  });

  describe("keys", () => {
    test.each(badKeys.map((key) => [JSON.stringify(key).slice(0, 30), key]))(
      "refuses the key %s and writes nothing",
      async (_, key) => {
        const store = await openEmptyStore();
        const refused = { name: "ArchiveError", code: "ARCHIVE_KEY" };
        await expect(store.put(key, bytes("1"), text)).rejects.toMatchObject(refused);
        await expect(store.create(key, bytes("1"), text)).rejects.toMatchObject(refused);
        await expect(store.putFile(key, await fileWith("1"), text)).rejects.toMatchObject(refused);
        await expect(store.copy(key, "a")).rejects.toMatchObject(refused);
        await expect(store.copy("a", key)).rejects.toMatchObject(refused);
        await expect(store.digest(key)).rejects.toMatchObject(refused);
        await expect(store.get(key)).rejects.toMatchObject(refused);
        await expect(store.remove(key)).rejects.toMatchObject(refused);
        expect(() => store.locate(key)).toThrow(expect.objectContaining(refused));
        expect(await store.list("")).toEqual([]);
      },
    );

    test.each(["../", "a/../", "/", "a//", "a b", "отчёт/"])("refuses the prefix %j", async (prefix) => {
      const store = await openEmptyStore();
      await expect(store.list(prefix)).rejects.toMatchObject({ name: "ArchiveError", code: "ARCHIVE_KEY" });
    });
  });
}
