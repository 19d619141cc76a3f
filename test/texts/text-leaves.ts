/** All texts below a node, by path; functions are called with marked arguments. */
export function leaves(node: unknown, path: string): { path: string; text: string }[] {
  if (typeof node === "string") return [{ path, text: node }];
  if (typeof node === "function") {
    // Some functions take an object of slots; every one of its keys is a text.
    if (/^\(\{/.test(node.toString())) {
      const slots = new Proxy({}, { get: (_, name) => `<${String(name)}>` });
      return leaves(node(slots), `${path}({})`);
    }
    const slots = Array.from({ length: node.length }, (_, i) => `<${i}>`);
    return leaves(node(...slots), `${path}(${slots.join()})`);
  }
  return Object.entries(node ?? {}).flatMap(([key, inner]) => leaves(inner, `${path}.${key}`));
}
