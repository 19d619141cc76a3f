/**
 * The allowed addresses of the TWIN API, checked when the stack is deployed and when the function runs. The login is sent to
 * these addresses, so no other address may be used.
 */

/** The two services of each environment. The paths of their calls are relative to them. */
export const twinHosts = {
  production: { authUrl: "https://iam.twin24.ai/api/v1/auth", chatUrl: "https://chat-api.twin24.ai/api/v1" },
  development: { authUrl: "https://iam.dev.twin24.ai/api/v1/auth", chatUrl: "https://chats-api.dev.twin24.ai/api/v1" },
} as const;

const knownHosts = Object.values(twinHosts)
  .flatMap((service) => Object.values(service))
  .map((url) => new URL(url).host);

const right = `an https address at ${knownHosts.join(", ")}, without a login, a query or a fragment in it`;

/** The login must not be sent to this address. The message names the setting but not its value, which may hold a login. */
export class TwinAddressError extends Error {
  override readonly name = "TwinAddressError";
  readonly code = "TWIN_ADDRESS";
}

/**
 * Throws TwinAddressError, which names the setting, if it is not an address of the TWIN API. `loopback` also allows an address
 * of this machine, with http or https, for an emulator; never in AWS.
 */
export function assertTwinAddress(setting: string, address: string, where: { loopback: boolean }): void {
  if (isTwinAddress(address, where)) return;
  const also = where.loopback ? ", or an address of this machine such as http://127.0.0.1:8080/api/v1" : "";
  throw new TwinAddressError(`${setting} is not an address of the TWIN API; it must be ${right}${also}.`);
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
