import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { createFolderArchiveStore } from "../functions/daily-report/archive/folder-archive-store.ts";
import { createOutboxMailer } from "../functions/daily-report/mail/outbox-mailer.ts";
import type { ArchiveStore, Operations } from "../functions/daily-report/ports.ts";
import type { World } from "../functions/daily-report/run-report.ts";
import { sharedWorld, type TwinAccess } from "../functions/daily-report/shared-world.ts";
import { assertTwinAddress, twinHosts } from "../functions/daily-report/twin-address.ts";

/** The same report on one machine: a folder for the archive, `.eml` files for the mails. */
export function localWorld(folder: string, access: TwinAccess): World {
  const archive: ArchiveStore = createFolderArchiveStore(folder);
  return {
    ...sharedWorld(access, () => maskKey(archive)),
    archive,
    mailer: createOutboxMailer(join(folder, "outbox")),
    // What a run did, or why it failed, is printed in the end.
    operations: { log: warn, measure: () => {} },
  };
}

const warn: Operations["log"] = (level, event, { reason }) => {
  if (level === "warn") console.error(`Warning: ${event}: ${reason}`);
};

/**
 * The TWIN login of the environment, for a run by hand; null when none is set. Production hosts unless named. Throws
 * TwinAddressError for an address that is neither TWIN's nor this machine's.
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

/** Made up on first use and kept beside the archive, so that a client keeps the same pseudonym from day to day. */
async function maskKey(archive: ArchiveStore): Promise<string> {
  const place = "settings/mask-key.txt";
  await archive.create(place, Buffer.from(randomBytes(32).toString("hex")), "text/plain");
  return Buffer.from((await archive.get(place)) ?? []).toString();
}
