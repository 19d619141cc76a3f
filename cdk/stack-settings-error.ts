/** A setting of `cdk.json` other than the reports, or one given by `-c`, is invalid. */
export class StackSettingsError extends Error {
  override readonly name = "StackSettingsError";
  readonly code = "STACK_SETTINGS";
}
