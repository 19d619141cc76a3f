import { describe, expect, test } from "vitest";
import { zoneNamed } from "../functions/daily-report/zone-name.ts";

/** The names of IANA's tz database that the runtime takes but does not list: backward links, and zones without a place. */
const unlisted = `
Africa/Asmara Africa/Timbuktu America/Argentina/Buenos_Aires America/Argentina/Catamarca
America/Argentina/ComodRivadavia America/Argentina/Cordoba America/Argentina/Jujuy America/Argentina/Mendoza
America/Atikokan America/Atka America/Ensenada America/Fort_Wayne America/Indiana/Indianapolis
America/Kentucky/Louisville America/Knox_IN America/Montreal America/Nipigon America/Nuuk America/Pangnirtung
America/Porto_Acre America/Rainy_River America/Rosario America/Santa_Isabel America/Shiprock America/Thunder_Bay
America/Virgin America/Yellowknife Antarctica/South_Pole Asia/Ashkhabad Asia/Choibalsan Asia/Chongqing
Asia/Chungking Asia/Dacca Asia/Harbin Asia/Ho_Chi_Minh Asia/Istanbul Asia/Kashgar Asia/Kathmandu Asia/Kolkata
Asia/Macao Asia/Tel_Aviv Asia/Thimbu Asia/Ujung_Pandang Asia/Ulan_Bator Asia/Yangon Atlantic/Faroe
Atlantic/Jan_Mayen Australia/ACT Australia/Canberra Australia/Currie Australia/LHI Australia/NSW Australia/North
Australia/Queensland Australia/South Australia/Tasmania Australia/Victoria Australia/West Australia/Yancowinna
Brazil/Acre Brazil/DeNoronha Brazil/East Brazil/West CET CST6CDT Canada/Atlantic Canada/Central Canada/Eastern
Canada/Mountain Canada/Newfoundland Canada/Pacific Canada/Saskatchewan Canada/Yukon Chile/Continental
Chile/EasterIsland Cuba EET EST EST5EDT Egypt Eire Etc/GMT Etc/GMT+0 Etc/GMT+1 Etc/GMT+10 Etc/GMT+11 Etc/GMT+12
Etc/GMT+2 Etc/GMT+3 Etc/GMT+4 Etc/GMT+5 Etc/GMT+6 Etc/GMT+7 Etc/GMT+8 Etc/GMT+9 Etc/GMT-0 Etc/GMT-1 Etc/GMT-10
Etc/GMT-11 Etc/GMT-12 Etc/GMT-13 Etc/GMT-14 Etc/GMT-2 Etc/GMT-3 Etc/GMT-4 Etc/GMT-5 Etc/GMT-6 Etc/GMT-7
Etc/GMT-8 Etc/GMT-9 Etc/GMT0 Etc/Greenwich Etc/UCT Etc/UTC Etc/Universal Etc/Zulu Europe/Belfast Europe/Kyiv
Europe/Nicosia Europe/Tiraspol Europe/Uzhgorod Europe/Zaporozhye GB GB-Eire GMT GMT+0 GMT-0 GMT0 Greenwich HST
Hongkong Iceland Iran Israel Jamaica Japan Kwajalein Libya MET MST MST7MDT Mexico/BajaNorte Mexico/BajaSur
Mexico/General NZ NZ-CHAT Navajo PRC PST8PDT Pacific/Chuuk Pacific/Johnston Pacific/Kanton Pacific/Pohnpei
Pacific/Samoa Pacific/Yap Poland Portugal ROC ROK Singapore Turkey UCT US/Alaska US/Aleutian US/Arizona
US/Central US/East-Indiana US/Eastern US/Hawaii US/Indiana-Starke US/Michigan US/Mountain US/Pacific US/Samoa
UTC Universal W-SU WET Zulu`
  .trim()
  .split(/\s+/);

const names = [...Intl.supportedValuesOf("timeZone"), ...unlisted];

test("zoneNamed returns all IANA names unchanged", () => {
  expect(names.filter((name) => zoneNamed(name) !== name)).toEqual([]);
  expect(new Set(names).size).toBeGreaterThan(590);
});

test.each([
  ["lower", (name: string) => name.toLowerCase()],
  ["upper", (name: string) => name.toUpperCase()],
])("zoneNamed returns the right spelling of all IANA names in %s case", (_, inCase) => {
  expect(names.filter((name) => zoneNamed(inCase(name)) !== name)).toEqual([]);
});

test.each([
  ["europe/moscow", "Europe/Moscow"],
  ["EUROPE/MOSCOW", "Europe/Moscow"],
  ["europe/kyiv", "Europe/Kyiv"],
  ["europe/kiev", "Europe/Kiev"],
  ["asia/kolkata", "Asia/Kolkata"],
  ["asia/calcutta", "Asia/Calcutta"],
  ["america/port-au-prince", "America/Port-au-Prince"],
  ["africa/dar_es_salaam", "Africa/Dar_es_Salaam"],
  ["antarctica/mcmurdo", "Antarctica/McMurdo"],
  ["utc", "UTC"],
  ["etc/gmt-3", "Etc/GMT-3"],
])("zoneNamed of %s is %s", (text, name) => {
  expect(zoneNamed(text)).toBe(name);
});

describe("zoneNamed returns null for", () => {
  test.each([
    "",
    "Moscow",
    "Europe/Moskow",
    " Europe/Moscow",
    "+03:00",
    "-03",
    "GMT+3",
    "Europe/\u212Ayiv",
    "localtime",
  ])("%j", (text) => {
    expect(zoneNamed(text)).toBeNull();
  });

  test.each(["BST", "IST", "cst", "JST", "MSK", "SystemV/EST5"])("the abbreviation %s, which is ambiguous", (text) => {
    expect(zoneNamed(text)).toBeNull();
  });
});
