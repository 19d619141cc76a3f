/** A setting of `cdk.json` other than the reports, or one given by `-c`, is invalid. */
export class StackSettingsError extends Error {
  override readonly name = "StackSettingsError";
  readonly code = "STACK_SETTINGS";
}

/**
 * Where a setting comes from that `-c` can give too, as the beginning of a sentence: the context does not tell which of them gave it.
 * What only `cdk.json` can give, as `reports` and `stages`, is said to be there.
 */
export const CONTEXT = "cdk.json or -c";
