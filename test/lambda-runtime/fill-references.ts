import type { BundledFunction, TemplateResource } from "../deployed/bundle-function.ts";

/** The value of a reference to a resource of the template: its attribute, such as "Arn", or "Ref". Undefined if it has none. */
export type ValueIn = (resource: TemplateResource, attribute: string) => string | undefined;

/**
 * A part of the template with its references replaced, as CloudFormation does: Ref, Fn::GetAtt of an Arn, and Fn::Join. Throws for
 * a reference without a value.
 */
export function fillReferences(part: unknown, bundle: Pick<BundledFunction, "resources">, valueIn: ValueIn): unknown {
  const valueAt = (id: string, attribute: string) => {
    const resource = bundle.resources[id];
    const value = resource && valueIn(resource, attribute);
    if (value === undefined) throw new Error(`the template refers to ${id}, ${attribute}, which has no value here`);
    return value;
  };
  const filled = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(filled);
    if (value === null || typeof value !== "object") return value;
    const fields = value as Record<string, unknown>;
    if (typeof fields.Ref === "string") return valueAt(fields.Ref, "Ref");
    const [id, attribute] = (fields["Fn::GetAtt"] ?? []) as readonly [string?, string?];
    if (id !== undefined && attribute !== undefined) return valueAt(id, attribute);
    const [separator, parts] = (fields["Fn::Join"] ?? []) as readonly [string?, unknown[]?];
    if (separator !== undefined && parts !== undefined) return parts.map(filled).join(separator);
    return Object.fromEntries(Object.entries(fields).map(([name, one]) => [name, filled(one)]));
  };
  return filled(part);
}
