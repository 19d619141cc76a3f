import { type EmulatorOptions, startEmulator, type TwinEmulator } from "../../../local/twin-emulator/start-emulator.ts";

type Reply = { readonly status: number; readonly body: Body };

/** The fields of all answers of the emulator. */
type Body = {
  readonly authToken: string;
  readonly refreshToken: string;
  readonly count: number;
  readonly items: readonly Readonly<Record<string, unknown>>[];
  readonly error: string;
  readonly details: { readonly parameter?: string; readonly field?: string };
};

export type Client = {
  readonly emulator: TwinEmulator;
  /** Sends GET sessions with the given token; without one, it logs in first. */
  list(query: string, authToken?: string): Promise<Reply>;
  post(route: "login" | "refresh", body: unknown, authorization?: string): Promise<Reply>;
  /** Logs in with the default account. */
  login(): Promise<Body>;
};

/** Runs a test against a real emulator on a free port, then closes it. */
export async function withEmulator(options: EmulatorOptions, test: (client: Client) => Promise<void>): Promise<void> {
  const emulator = await startEmulator(options);
  try {
    await test(clientOf(emulator));
  } finally {
    await emulator.close();
  }
}

function clientOf(emulator: TwinEmulator): Client {
  const post: Client["post"] = async (route, body, authorization) => {
    const headers = { "content-type": "application/json", ...(authorization && { authorization }) };
    const text = typeof body === "string" ? body : JSON.stringify(body);
    return replyOf(await fetch(`${emulator.authUrl}/${route}`, { method: "POST", body: text, headers }));
  };
  const login = async () => (await post("login", { email: "demo@example.com", password: "demo", ttl: 3600 })).body;
  const list: Client["list"] = async (query, authToken) => {
    const authorization = `Bearer ${authToken ?? (await login()).authToken}`;
    return replyOf(await fetch(`${emulator.chatUrl}/sessions?${query}`, { headers: { authorization } }));
  };
  return { emulator, list, post, login };
}

async function replyOf(response: Response): Promise<Reply> {
  return { status: response.status, body: (await response.json()) as Body };
}
