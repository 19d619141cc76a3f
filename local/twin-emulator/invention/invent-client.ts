import type { SessionField } from "../session-fields.ts";
import type { Chat } from "./contact-centre.ts";
import { type SeededRandom, seededRandom } from "./seeded-random.ts";

const FIRST_NAMES = [
  ...[
    "Alexey",
    "Anastasia",
    "Boris",
    "Daria",
    "Dmitry",
    "Ekaterina",
    "Galina",
    "Igor",
    "Kirill",
    "Ludmila",
    "Marina",
    "Natalia",
  ],
  ...["Oleg", "Polina", "Roman", "Svetlana", "Timur", "Valeria", "Yana", "Zoya", "Emma", "James", "Oliver", "Sophie"],
];
const LAST_NAMES = [
  ...[
    "Antonenko",
    "Bondarenko",
    "Chernenko",
    "Danilenko",
    "Efimenko",
    "Gavrilenko",
    "Ivanenko",
    "Karpenko",
    "Lysenko",
    "Marchenko",
  ],
  ...["Nesterenko", "Osipenko", "Romanenko", "Savchenko", "Timoshenko", "Usenko", "Walker", "Young", "Ward", "Hughes"],
];

type Place = {
  country: [string, string];
  region: [string, string];
  city: string;
  zip: string;
  location: string;
  zone: string;
  share: number;
};

const PLACES: readonly Place[] = [
  place(["RU", "Russia"], ["MOW", "Moscow"], { city: "Moscow", zip: "101000", location: "55.75,37.62", share: 34 }),
  place(["RU", "Russia"], ["SPE", "Saint Petersburg"], {
    city: "Saint Petersburg",
    zip: "190000",
    location: "59.94,30.31",
    share: 17,
  }),
  place(["RU", "Russia"], ["SVE", "Sverdlovsk Oblast"], {
    city: "Yekaterinburg",
    zip: "620000",
    zone: "Asia/Yekaterinburg",
    location: "56.84,60.61",
    share: 9,
  }),
  place(["RU", "Russia"], ["NVS", "Novosibirsk Oblast"], {
    city: "Novosibirsk",
    zip: "630000",
    zone: "Asia/Novosibirsk",
    location: "55.03,82.92",
    share: 9,
  }),
  place(["RU", "Russia"], ["TA", "Tatarstan"], { city: "Kazan", zip: "420000", location: "55.79,49.12", share: 8 }),
  place(["RU", "Russia"], ["KDA", "Krasnodar Krai"], {
    city: "Krasnodar",
    zip: "350000",
    location: "45.04,38.98",
    share: 8,
  }),
  place(["KZ", "Kazakhstan"], ["75", "Almaty"], {
    city: "Almaty",
    zip: "050000",
    zone: "Asia/Almaty",
    location: "43.24,76.95",
    share: 8,
  }),
  place(["BY", "Belarus"], ["HM", "Minsk"], {
    city: "Minsk",
    zip: "220000",
    zone: "Europe/Minsk",
    location: "53.90,27.57",
    share: 7,
  }),
];

function place(
  country: Place["country"],
  region: Place["region"],
  more: Pick<Place, "city" | "zip" | "location" | "share"> & Partial<Place>,
): Place {
  return { country, region, zone: "Europe/Moscow", ...more };
}

const USER_AGENTS = [
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15",
  "Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0",
  "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36",
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
];

const PAGES = ["", "catalogue", "delivery", "returns", "account/orders", "help"];

/** Networks reserved for documentation (RFC 5737). */
const NETWORKS = ["192.0.2", "198.51.100", "203.0.113"];

/**
 * Returns the fields of a session that describe its client. The same `number` gives the same client, with the same name, place
 * and ids. Phone numbers are from the range that Ofcom reserves for fiction; hosts are under example.com.
 */
export function inventClient(seed: number, number: number, chat: Chat): Partial<Record<SessionField, unknown>> {
  const random = seededRandom(seed, -1 - number);
  const { country, region, city, zip, location, zone } = random.weighted(
    PLACES,
    PLACES.map(({ share }) => share),
  );
  const isOnWeb = chat.messenger === "web";
  const hasName = !isOnWeb || random.chance(0.6);
  return {
    clientId: uuid(random),
    name: hasName ? `${random.pick(FIRST_NAMES)} ${random.pick(LAST_NAMES)}` : null,
    clientExternalId: random.chance(0.4) ? `C-${String(100_000 + number)}` : null,
    clientDeviceId: isOnWeb ? uuid(random) : null,
    clientIp: isOnWeb ? `${random.pick(NETWORKS)}.${random.whole(1, 254)}` : null,
    clientUserAgent: isOnWeb ? random.pick(USER_AGENTS) : null,
    referer: isOnWeb ? `https://shop.example.com/${random.pick(PAGES)}` : null,
    whatsappPhone: chat.messenger === "whatsapp" ? `+447700900${String(random.whole(0, 999)).padStart(3, "0")}` : null,
    ...(isOnWeb || random.chance(0.5)
      ? {
          location,
          timeZone: zone,
          countryCode: country[0],
          countryName: country[1],
          regionCode: region[0],
          regionName: region[1],
          city,
          zipCode: zip,
        }
      : {}),
  };
}

/** Returns a version 4 UUID. Builds the text digit by digit, because ids were a third of the time to invent a day. */
export function uuid(random: SeededRandom): string {
  let text = "";
  for (let digit = 0; digit < 32; digit += 1) {
    const drawn = random.whole(0, 15);
    const variant = digit === 16 ? 8 + (drawn % 4) : drawn;
    if (GROUP_STARTS.includes(digit)) text += "-";
    text += (digit === 12 ? 4 : variant).toString(16);
  }
  return text;
}

const GROUP_STARTS: readonly number[] = [8, 12, 16, 20];
