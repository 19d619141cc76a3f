import { spawnSync } from "node:child_process";

/** The programs that draw pictures, the option that makes each say its version, and the Debian package that has it. */
const programs = {
  chromium: { option: "--version", debian: "chromium" },
  libreoffice: { option: "--version", debian: "libreoffice-calc" },
  pdftoppm: { option: "-v", debian: "poppler-utils" },
  pngquant: { option: "--version", debian: "pngquant" },
} as const;

export type PictureProgram = keyof typeof programs;

/** Returns those of the programs that are not installed. */
export function missingPrograms(names: readonly PictureProgram[]): PictureProgram[] {
  return names.filter((name) => spawnSync(name, [programs[name].option], { stdio: "ignore" }).error !== undefined);
}

/** Returns how to install the programs, as a command for Debian. */
export function howToInstall(names: readonly PictureProgram[]): string {
  return `apt-get install ${names.map((name) => programs[name].debian).join(" ")}`;
}
