import { describe, expect, test } from "vitest";
import { readQuery } from "../../../local/twin-emulator/read-query.ts";
import { Refusal } from "../../../local/twin-emulator/refusal.ts";
import { sessionFields } from "../../../local/twin-emulator/session-fields.ts";

/** Returns "status parameter" of the refusal of a query string. */
function refusalOf(query: string): string {
  try {
    readQuery(new URLSearchParams(query));
  } catch (error) {
    if (error instanceof Refusal)
      return `${error.status} ${(error.details as { parameter: string } | undefined)?.parameter}`;
    throw error;
  }
  return "none";
}

const refusals = (parameter: string, values: readonly string[]) =>
  Object.fromEntries(values.map((value) => [value, refusalOf(`fields=id&${parameter}=${value}`)]));

const all = (values: readonly string[], outcome: string) => Object.fromEntries(values.map((value) => [value, outcome]));

describe("readQuery", () => {
  test("requires fields and refuses undocumented ones", () => {
    expect(refusalOf("limit=1")).toBe("400 fields");
    for (const fields of ["", "id,", "id,secret", "id, nps", "ID"])
      expect(refusalOf(`fields=${fields}`), fields).toBe("400 fields");
  });

  test("accepts all 66 fields", () => {
    expect(sessionFields).toHaveLength(66);
    expect(refusalOf(`fields=${sessionFields.join(",")}`)).toBe("none");
  });

  test.each([
    ["limit", ["0", "-1", "1001", "1.5", "ten", "1e2", "", "%2B5"]],
    ["offset", ["-1", "0.5", "x"]],
    ["page", ["0", "-1", "1.5"]],
    [
      "from",
      [
        "yesterday",
        "2018-05-27",
        "2018-05-27T21:30:54",
        "2018-05-27T21:30:54+00:00",
        "2018-02-30T00:00:00Z",
        "2018-05-27 21:30:54Z",
        "",
      ],
    ],
    ["to", ["2018-05-27T24:00:00Z", "2018-05-27T21:30:54%2B0"]],
    ["companyId", ["x", "1.5", "-1"]],
    ["showSupervised", ["yes", "", "constructor"]],
    ["botId", [""]],
    ["sort", ["updatedAt", "%2B%2BcreatedAt", "createdAt,", "", "finishedAt", "constructor"]],
    ["withoutCount", ["2"]],
    ["timezone", ["Europe/Moscow"]],
    ["offsetField", ["name"]],
  ])("refuses a wrong %s", (parameter, values) => {
    expect(refusals(parameter, values)).toEqual(all(values, `400 ${parameter}`));
  });

  test("refuses an unescaped plus, because it becomes a blank", () => {
    expect(refusalOf("fields=id&sort=+createdAt")).toBe("400 sort");
    expect(refusalOf("fields=id&sort=%2BcreatedAt")).toBe("none");
  });

  test("refuses an unknown parameter and a repeated one", () => {
    expect(refusalOf("fields=id&form=2018-05-27T21:30:54Z")).toBe("400 form");
    expect(refusalOf("fields=id&limit=1&limit=2")).toBe("400 limit");
  });

  test("refuses offsetField without offsetValue, the reverse, and a value that does not fit the field", () => {
    expect(refusalOf("fields=id&offsetField=price")).toBe("422 undefined");
    expect(refusalOf("fields=id&offsetValue=5")).toBe("422 undefined");
    expect(refusalOf("fields=id&offsetField=createdAt&offsetValue=5")).toBe("400 offsetValue");
    expect(refusalOf("fields=id&offsetField=price&offsetValue=5")).toBe("none");
  });
});
