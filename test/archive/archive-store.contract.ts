import { describe, expect, test } from "vitest";
import type { ArchiveStore } from "../../functions/daily-report/ports.ts";

const text = "text/plain";
const bytes = (words: string) => new TextEncoder().encode(words);
const words = (body: Uint8Array | null) => (body === null ? null : new TextDecoder().decode(body));

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
