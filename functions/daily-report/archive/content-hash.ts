import { createHash } from "node:crypto";

/** SHA-256 of a content that comes in pieces, in lower-case hex. */
export async function contentHash(pieces: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash("sha256");
  for await (const piece of pieces) hash.update(piece);
  return hash.digest("hex");
}
