import { describe, expect, it } from "vitest";
import { decodeAnswer } from "../../functions/daily-report/twin/decode-answer.ts";
import { TwinAnswerError } from "../../functions/daily-report/twin/twin-errors.ts";

const decode = (body: unknown) => decodeAnswer(body, "the sessions of a day");

describe("the list's answer", () => {
  it.each([
    [0, 0],
    [17, 17],
    ["17", 17],
    ["0", 0],
  ])("takes a count of %j", (count, read) => {
    expect(decode({ count, items: [] })).toEqual({ count: read, items: [] });
  });

  it("leaves the items as they came, whatever they are", () => {
    const items = [null, 1, "text", [], { id: 1 }];
    expect(decode({ count: 5, items }).items).toEqual(items);
  });

  it.each([null, -1, 1.5, Number.NaN, 1e300, "", "-1", "1.5", "many", true, [], {}, undefined])(
    "refuses a count of %j and names the field",
    (count) => {
      expect(() => decode({ count, items: [] })).toThrow(TwinAnswerError);
      expect(() => decode({ count, items: [] })).toThrow('"count"');
    },
  );

  it.each([null, {}, "[]", 5, undefined])("refuses items of %j and names the field", (items) => {
    expect(() => decode({ count: 0, items })).toThrow(TwinAnswerError);
    expect(() => decode({ count: 0, items })).toThrow('"items"');
  });

  it.each([null, [], "text", 5, true])("refuses a body of %j", (body) => {
    expect(() => decode(body)).toThrow(TwinAnswerError);
  });

  it("says what was asked, and never shows a text that came", () => {
    expect(() => decode({ count: "a client's words", items: [] })).toThrow(/the sessions of a day(?!.*words)/);
  });
});
