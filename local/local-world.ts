import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { createFolderArchiveStore } from "../functions/daily-report/archive/folder-archive-store.ts";
import { createOutboxMailer } from "../functions/daily-report/mail/outbox-mailer.ts";
import type { ArchiveStore, Operations } from "../functions/daily-report/ports.ts";
import type { World } from "../functions/daily-report/run-report.ts";
import { sharedWorld, type TwinAccess } from "../functions/daily-report/shared-world.ts";
import { assertTwinAddress, twinHosts } from "../functions/daily-report/twin-address.ts";

/** The dependencies of a local run: the archive is a folder, and mails are `.eml` files. */
export function localWorld(folder: string, access: TwinAccess): World {
  const archive: ArchiveStore = createFolderArchiveStore(folder);
  // The command prints at its end what the run did or why it failed.
  const operations: Operations = { log: warn, measure: () => {} };
  return {
    ...sharedWorld(access, () => maskKey(archive), operations),
    stage: null,
    archive,
    mailer: createOutboxMailer(join(folder, "outbox")),
  };
}

const warn: Operations["log"] = (level, event, { reason }) => {
  if (level === "warn") console.error(`Warning: ${event}: ${reason}`);
};

/**
 * Reads the TWIN login from the environment, for a manual run; returns null if it is not set. The default hosts are those of
 * production. Throws TwinAddressError if an address is neither TWIN's nor this machine's.
 */
export function twinAccessFrom(variables: NodeJS.ProcessEnv): TwinAccess | null {
  const { TWIN_EMAIL: email, TWIN_PASSWORD: password, TWIN_AUTH_URL, TWIN_CHAT_URL } = variables;
  if (!email || !password) return null;
  const { authUrl, chatUrl } = twinHosts.production;
  const access = { authUrl: TWIN_AUTH_URL || authUrl, chatUrl: TWIN_CHAT_URL || chatUrl };
  assertTwinAddress("TWIN_AUTH_URL", access.authUrl, { loopback: true });
  assertTwinAddress("TWIN_CHAT_URL", access.chatUrl, { loopback: true });
  return {
    ...access,
    credentials: async () => ({ email, password }),
  };
}

/** Generated on first use and kept in the archive, so that a client has the same pseudonym every day. */
async function maskKey(archive: ArchiveStore): Promise<string> {
  const place = "settings/mask-key.txt";
  await archive.create(place, Buffer.from(randomBytes(32).toString("hex")), "text/plain");
  return Buffer.from((await archive.get(place)) ?? []).toString();
}
