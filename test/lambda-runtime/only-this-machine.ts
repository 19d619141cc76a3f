import { twinHosts } from "../../functions/daily-report/twin-address.ts";

const hosts = Object.values(twinHosts.production).map((url) => new URL(url).hostname);

/**
 * Loaded into a process before its own code: what it sends to the hosts of TWIN arrives at the emulator, unencrypted, and no other
 * host can be found. So the function keeps the addresses that the template sets, and believes to be in Lambda, where it sends the
 * login nowhere else.
 */
const program = (address: string) => `
  import { connect } from "node:net";
  import dns from "node:dns";
  import https from "node:https";
  import { syncBuiltinESMExports } from "node:module";
  const [host, port] = ${JSON.stringify(address)}.split(":");
  https.globalAgent.createConnection = (options) => {
    if (!${JSON.stringify(hosts)}.includes(options.host)) throw new Error("only hosts of TWIN have a stand-in");
    return connect(Number(port), host);
  };
  dns.lookup = (name, ...rest) => rest.at(-1)(new Error("no host but this machine may be asked for"));
  syncBuiltinESMExports();
`;

/** The option of Node for NODE_OPTIONS. `emulatorUrl`: http://host:port. */
export function onlyThisMachine(emulatorUrl: string): string {
  return `--import=data:text/javascript,${encodeURIComponent(program(new URL(emulatorUrl).host))}`;
}
