import { describe, expect, it } from "vitest";
import { decodeAnswer } from "../../functions/daily-report/twin/decode-answer.ts";
import { TwinAnswerError } from "../../functions/daily-report/twin/twin-errors.ts";

const decode = (body: unknown) => decodeAnswer(body, "the sessions of a day");

describe("decodeAnswer", () => {
  it.each([
    [0, 0],
    [17, 17],
    ["17", 17],
    ["0", 0],
  ])("accepts a count of %j", (count, read) => {
    expect(decode({ count, items: [] })).toEqual({ count: read, items: [] });
  });

  it("returns the items unchanged, whatever they are", () => {
    const items = [null, 1, "text", [], { id: 1 }];
    expect(decode({ count: 5, items }).items).toEqual(items);
  });

  it.each([
    null,
    -1,
    1.5,
    Number.NaN,
    1e300,
    "",
    "-1",
    "1.5",
    "many",
    "17 rows",
    "a17",
    " 17",
    "17 ",
    "1e3",
    true,
    [],
    [17],
    {},
    undefined,
  ])("throws an error that names the field for a count of %j", (count) => {
    expect(() => decode({ count, items: [] })).toThrow(TwinAnswerError);
    expect(() => decode({ count, items: [] })).toThrow('"count"');
  });

  it.each([null, {}, "[]", 5, undefined])("throws an error that names the field for items of %j", (items) => {
    expect(() => decode({ count: 0, items })).toThrow(TwinAnswerError);
    expect(() => decode({ count: 0, items })).toThrow('"items"');
  });

  it.each([null, [], "text", 5, true])("throws for a body of %j", (body) => {
    expect(() => decode(body)).toThrow(TwinAnswerError);
  });

  it.each([
    [null, 'null instead of an object with "count" and "items"'],
    [undefined, "missing instead of an object"],
    [[], "an array instead of an object"],
    ["text", "a string instead of an object"],
    [true, "a boolean instead of an object"],
    [5, "5 instead of an object"],
    [{ items: [] }, 'a "count" that is missing and should be a whole number from 0 up'],
    [{ count: {}, items: [] }, 'a "count" that is an object and'],
    [{ count: -1, items: [] }, 'a "count" that is -1 and'],
    [{ count: 5, items: "text" }, '"items" that are a string and should be an array'],
  ])("says what it received instead for a body of %j", (body, complaint) => {
    expect(() => decode(body)).toThrow(`Asked for the sessions of a day, TWIN answered ${complaint}`);
  });

  it("says what was requested and never quotes a received text", () => {
    expect(() => decode({ count: "a client's words", items: [] })).toThrow(/the sessions of a day(?!.*words)/);
  });
});
