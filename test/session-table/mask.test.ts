import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { MaskKeyError } from "../../functions/daily-report/session-table/mask.ts";
import { columnsFor } from "../../functions/daily-report/session-table/table-columns.ts";
import { handled, type Item } from "../session-rows.ts";
import { cellsOf, maskKey } from "./table-of.ts";

const masked = (fields: Item) => cellsOf(handled(fields), "mask");

describe("a masked name shows only initials:", () => {
  test.each([
    ["Anna Smith", "A. S."],
    ["anna", "A."],
    ["Анна Петровна Иванова", "А. П. И."],
    ["  Zoe\u0308  (Ann)", "Z. A."],
    ["👩‍👩‍👧 Eve", "E."],
    ["王小明", "王."],
    ["=HYPERLINK", "H."],
    ["A n n a S m i t h", "A. N. N."],
    ["anna@example.com +7 916 123-45-67", "A."],
  ])("%s", (name, initials) => {
    expect(masked({ name })).toMatchObject({ client_name: initials, problems: null });
  });

  test.each(["+7 916 123-45-67", "79161234567", "😀", "—"])(
    "%s has no initials, so the cell is empty and has a problem",
    (name) => {
      expect(masked({ name })).toMatchObject({ client_name: null, problems: "name: unmaskable" });
    },
  );
});

describe("a masked phone number shows only the last two digits:", () => {
  test.each<[unknown, string]>([
    ["+7 (916) 123-45-67", "67"],
    [79161234567, "67"],
    ["whatsapp:+4915112345678", "78"],
    ["٠١٢٣٤٥٦٧٨٩", "٨٩"],
  ])("%s", (whatsappPhone, digits) => {
    expect(masked({ whatsappPhone }).client_phone).toBe(digits);
  });

  test.each(["67", "123456", "call me"])("%s is too short, so the cell is empty", (whatsappPhone) => {
    expect(masked({ whatsappPhone })).toMatchObject({ client_phone: null, problems: "whatsappPhone: unmaskable" });
  });
});

describe("a masked IP address shows only the network:", () => {
  test.each([
    ["203.0.113.77", "203.0.0.0/16"],
    ["::ffff:203.0.113.77", "203.0.0.0/16"],
    ["2001:0DB8:85a3::8a2e:370:7334", "2001:db8::/32"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8::/32"],
    ["fe80::1%eth0", "fe80:0::/32"],
    ["2001::1", "2001:0::/32"],
    ["::1", "0:0::/32"],
  ])("%s", (clientIp, network) => {
    expect(masked({ clientIp })).toMatchObject({ client_ip: network, problems: null });
  });

  test.each(["203.0.113.77, 198.51.100.2", "203.0.113.77:443", "203.0.113", "0xcb.0.113.77", "localhost"])(
    "%s is not an address, so the cell is empty",
    (clientIp) => {
      expect(masked({ clientIp })).toMatchObject({ client_ip: null, problems: "clientIp: unmaskable" });
    },
  );
});

describe("a masked id is a pseudonym:", () => {
  const ids = { clientId: "client-1", clientExternalId: "client-1", clientDeviceId: 77 };

  test("twelve hex digits that can be computed again with the key", () => {
    const expected = createHmac("sha256", maskKey).update("client-1").digest("hex").slice(0, 12);

    expect(masked(ids)).toMatchObject({ client_id: expected, client_external_id: expected });
    expect(masked(ids).client_device).toMatch(/^[0-9a-f]{12}$/);
  });

  test("another key gives another pseudonym", () => {
    const entry = { row: ids, session: {} as never, subject: null, hour: null, reason: null };
    const under = (key: string) =>
      columnsFor("mask", key)
        .find(({ name }) => name === "client_id")
        ?.value(entry, () => {});

    expect(under("another key for tests")).not.toBe(under(maskKey));
  });

  test("a blank id gives an empty cell", () => {
    expect(masked({ clientId: " " }).client_id).toBeNull();
  });
});

test("a masked table keeps country, region and city", () => {
  expect(masked({ countryName: "Russia", regionName: "Tatarstan", city: "Kazan" })).toMatchObject({
    country: "Russia",
    region: "Tatarstan",
    city: "Kazan",
  });
});

test("masked and dropped values do not appear anywhere in the row", () => {
  const secret = {
    ...{
      name: ["secret"],
      clientId: "secret",
      clientExternalId: "secret",
      whatsappPhone: "secret",
      clientIp: "secret",
    },
    ...{ clientDeviceId: "secret", referer: "secret", clientUserAgent: "secret", location: "secret" },
    ...{ dialogResults: "secret", operatorResults: ["secret"], metrics: { secret: 1 } },
  };

  expect(JSON.stringify(masked(secret))).not.toContain("secret");
  expect(JSON.stringify(cellsOf(handled(secret), "drop"))).not.toContain("secret");
});

test.each(["", "fifteen letters"])("columnsFor throws MaskKeyError for the short key %j", (key) => {
  expect(() => columnsFor("mask", key)).toThrow(MaskKeyError);
  expect(() => columnsFor("mask", key)).toThrow(
    `has ${key.length} characters. Set a secret key of at least 16 characters.`,
  );
});

test("columnsFor needs no key if nothing is masked", () => {
  expect(() => [columnsFor("keep", ""), columnsFor("drop", "")]).not.toThrow();
});
