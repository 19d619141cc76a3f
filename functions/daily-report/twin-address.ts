/**
 * The contract on where the TWIN API may be: what the stack lets be deployed, and what the function asks. The login goes to
 * these addresses, so nothing else may ever stand for them.
 */

/** The two services of each environment. The paths of their calls are relative to them. */
export const twinHosts = {
  production: { authUrl: "https://iam.twin24.ai/api/v1/auth", chatUrl: "https://chat-api.twin24.ai/api/v1" },
  development: { authUrl: "https://iam.dev.twin24.ai/api/v1/auth", chatUrl: "https://chats-api.dev.twin24.ai/api/v1" },
} as const;

const knownHosts = Object.values(twinHosts)
  .flatMap((service) => Object.values(service))
  .map((url) => new URL(url).host);

const right = `an https address at ${knownHosts.join(", ")}, without a login, a question or a fragment in it`;

/** An address that the login must not be sent to; the message names the setting, never its value, which may hold a login. */
export class TwinAddressError extends Error {
  override readonly name = "TwinAddressError";
  readonly code = "TWIN_ADDRESS";
}

/**
 * Throws TwinAddressError naming the setting that is not the address of the TWIN API. `loopback` also lets one of this very
 * machine be, over http, where an emulator serves; never in AWS.
 */
export function assertTwinAddress(setting: string, address: string, where: { loopback: boolean }): void {
  if (isTwinAddress(address, where)) return;
  const also = where.loopback ? ", or an address of this machine such as http://127.0.0.1:8080/api/v1" : "";
  throw new TwinAddressError(`${setting} is no address of the TWIN API; it must be ${right}${also}.`);
}

function isTwinAddress(address: string, { loopback }: { loopback: boolean }): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, host, hostname, username, password, search, hash } = new URL(address);
  if (username !== "" || password !== "" || search !== "" || hash !== "") return false;
  if (loopback && (protocol === "http:" || protocol === "https:") && isLoopback(hostname)) return true;
  return protocol === "https:" && knownHosts.includes(host);
}

/** URL writes every form of an IPv4 address as four numbers. */
function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
