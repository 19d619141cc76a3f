/** The limit for all attachments of a mail, in bytes. Encoding makes 9.6 MB of 7 MB; SES accepts 10 MB per message. */
export const mostAttachedBytes = 7_000_000;

/** Returns both files if they fit together, else the smaller one if it fits, else none. Keeps the order. */
export function chooseAttachments<T extends { readonly bytes: number }>(files: readonly T[]): readonly T[] {
  const sum = files.reduce((bytes, file) => bytes + file.bytes, 0);
  if (sum < mostAttachedBytes) return files;
  const smallest = files.reduce<T | null>((least, file) => (least && least.bytes <= file.bytes ? least : file), null);
  return smallest !== null && smallest.bytes < mostAttachedBytes ? [smallest] : [];
}
