import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

const root = resolve(import.meta.dirname, "../..");

export type SourceFile = {
  /** Relative to the project's root, such as cdk/app.ts. */
  readonly path: string;
  readonly text: string;
  readonly imports: readonly Import[];
};

/** `target` is a path from the project's root, or a package's name. */
export type Import = { readonly target: string; readonly isPackage: boolean; readonly typeOnly: boolean };

/** Reads the TypeScript files of a folder of the project, with their imports. */
export function sourceFiles(folder: string): SourceFile[] {
  const names = readdirSync(join(root, folder), { recursive: true, encoding: "utf8" });
  return names
    .filter((name) => name.endsWith(".ts"))
    .map((name) => {
      const path = join(folder, name);
      const text = readFileSync(join(root, path), "utf8");
      return { path, text, imports: importsOf(path, text) };
    });
}

const IMPORT = /^(?:import|export)\s+(type\s)?(?:[^;"']*?\sfrom\s+)?["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']/gm;

function importsOf(path: string, text: string): Import[] {
  return [...text.matchAll(IMPORT)].map(([, type, from, dynamic]) => {
    const specifier = from ?? dynamic ?? "";
    const isPackage = !specifier.startsWith(".");
    const target = isPackage ? packageName(specifier) : relative(root, resolve(root, dirname(path), specifier));
    return { target, isPackage, typeOnly: type !== undefined };
  });
}

function packageName(specifier: string): string {
  if (specifier.startsWith("node:")) return specifier;
  return specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
}
