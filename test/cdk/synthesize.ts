import { rmSync } from "node:fs";
import { App } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { ReportStack } from "../../cdk/report-stack.ts";
import { namesOf } from "../../cdk/stack-names.ts";
import { readStackSettings } from "../../cdk/stack-settings.ts";
import { projectContext } from "./report-settings.ts";

/** The time at which the stack is made; it decides which zones change their clocks. */
const NOW = Date.parse("2026-03-02T09:00:00Z");

type Synthesized = { readonly stack: ReportStack; readonly template: Template };

const known = new Map<string, Synthesized>();

/**
 * The template of a stack with these settings over those of cdk.json; the function's code is not bundled. Equal settings are
 * synthesized once, and their template is shared: do not change it.
 */
export function templateOf(settings: Record<string, unknown>): Template {
  return synthesized(settings).template;
}

/** The stack with its template, shared likewise. */
export function synthesized(settings: Record<string, unknown>): Synthesized {
  const key = JSON.stringify(settings);
  const made = known.get(key) ?? synthesize(settings);
  known.set(key, made);
  return made;
}

function synthesize(settings: Record<string, unknown>): Synthesized {
  const app = new App({ context: { ...projectContext, ...settings, "aws:cdk:bundling-stacks": [] } });
  try {
    const read = readStackSettings(app.node.getAllContext(), NOW);
    const stack = new ReportStack(app, namesOf(read.stage).stack, read);
    return { stack, template: Template.fromStack(stack) };
  } finally {
    rmSync(app.outdir, { recursive: true, force: true });
  }
}
