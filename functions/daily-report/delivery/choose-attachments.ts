/** The most that may go with a mail, in bytes before encoding, which makes 9.6 MB of 7: SES takes 10 MB a message. */
export const mostAttachedBytes = 7_000_000;

/** Both files while they fit together, else the smaller if it fits, else none. Keeps the order. */
export function chooseAttachments<T extends { readonly bytes: number }>(files: readonly T[]): readonly T[] {
  const sum = files.reduce((bytes, file) => bytes + file.bytes, 0);
  if (sum < mostAttachedBytes) return files;
  const smallest = files.reduce<T | null>((least, file) => (least && least.bytes <= file.bytes ? least : file), null);
  return smallest !== null && smallest.bytes < mostAttachedBytes ? [smallest] : [];
}
