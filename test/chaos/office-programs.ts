import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What a strict XML parser found in the parts of a workbook. */
export type Strict = { parts: number; cells: number; formulas: number; links: number; bad: string[] };

/** A sheet as openpyxl reads it. A cell that is not text has only its type. */
export type Rows = (string | null)[][];

const patience = { encoding: "utf8", timeout: 300_000, maxBuffer: 2 ** 29 } as const;

function python(script: string, file: string): string {
  const env = { ...process.env, PYTHONIOENCODING: "utf-8" };
  return execFileSync("/usr/bin/python3", ["-c", script, file], { ...patience, env });
}

/** Parses every part of the file as strict XML and counts what must never be written from data. */
export function readStrictly(file: string): Strict {
  return JSON.parse(python(STRICT, file));
}

const STRICT = String.raw`
import json, math, re, sys, zipfile
from xml.parsers import expat
seen = {"parts": 0, "cells": 0, "formulas": 0, "links": 0, "bad": []}
FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LIVE = {"hyperlink", "externalReference", "ddeLink", "oleLink", "oleObject", "externalBook"}
cell = {"type": None, "in": False, "value": ""}
def start(tag, attributes):
    seen["formulas"] += tag == "f"
    seen["links"] += tag in LIVE or attributes.get("TargetMode") == "External"
    if tag == "c":
        seen["cells"] += 1
        cell.update(type=attributes.get("t", "n"), value="")
        if attributes.get("t") == "e": seen["bad"].append("an error in " + attributes["r"])
    cell["in"] = tag == "v"
    for value in attributes.values(): check(value)
def text(data):
    check(data)
    if cell["in"]: cell["value"] += data
def end(tag):
    cell["in"] = False
    if tag == "v" and cell["type"] == "n" and not math.isfinite(float(cell["value"])):
        seen["bad"].append("the number " + cell["value"])
def check(data):
    if FORBIDDEN.search(data): seen["bad"].append(repr(data))
with zipfile.ZipFile(sys.argv[1]) as parts:
    assert parts.testzip() is None
    for name in [name for name in parts.namelist() if not name.endswith("/")]:
        parser = expat.ParserCreate()
        parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
        parser.Parse(parts.read(name).decode("utf-8", "strict").encode("utf-8"), True)
        seen["parts"] += 1
print(json.dumps(seen))
`;

/** The sheets by their names. */
export function readWithOpenpyxl(file: string): Record<string, Rows> {
  return JSON.parse(python(OPENPYXL, file));
}

const OPENPYXL = `
import json, sys, warnings
import openpyxl
warnings.simplefilter("error")
book = openpyxl.load_workbook(sys.argv[1], read_only=True)
def told(value):
    return value if value is None or isinstance(value, str) else "(%s)" % type(value).__name__
print(json.dumps({sheet.title: [[told(v) for v in row] for row in sheet.iter_rows(values_only=True)] for sheet in book}))
`;

/** Saves every sheet of the workbooks as a CSV file in the folder: "report.xlsx" as "report-Operators.csv" and so on. */
export function saveAsCsv(workbooks: readonly string[], folder: string): void {
  convert(["--convert-to", `csv:${CSV},-1`, ...workbooks], folder);
}

/** Opens CSV files, evaluates their formulas, and saves each as a workbook in the folder. */
export function openCsv(files: readonly string[], folder: string): void {
  convert([`--infilter=${CSV},0,true`, "--convert-to", "xlsx:Calc MS Excel 2007 XML", ...files], folder);
}

/** Commas, double quotes, UTF-8, starting at the first line. */
const CSV = "Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false";

function convert(args: readonly string[], folder: string): void {
  const profile = `-env:UserInstallation=file://${join(folder, "profile")}`;
  execFileSync("libreoffice", ["--headless", profile, ...args, "--outdir", folder], { ...patience, stdio: "ignore" });
}

/** The fields of a CSV file (RFC 4180), line by line. */
export function readCsv(file: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, bare = "", end] of readFileSync(file, "utf8").matchAll(FIELD)) {
    rows.at(-1)?.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
    if (end === "\n") rows.push([]);
  }
  // After the last line there is one more, empty match.
  return rows.slice(0, -1);
}

const FIELD = /(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n|$)/g;
