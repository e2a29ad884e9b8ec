// JSON as a tree of its own texts: a number keeps all its digits, also those that JavaScript's
// numbers have no room for.

export type Node =
  | { readonly kind: "scalar"; readonly text: string }
  | { readonly kind: "list"; readonly open: "{" | "["; readonly entries: readonly Entry[] };

export interface Entry {
  /** With its quotes, in an object. */
  readonly name?: string;
  readonly node: Node;
}

const TOKEN = /\s*("(?:[^"\\]|\\.)*"|[{}[\],:]|-?\d[\d.eE+-]*|true|false|null)/y;
const DEPTH_MAX = 200;
const NODES_MAX = 20_000;

/** Undefined where it is no JSON, or too deep or large to be worth a tree. */
export function parseJson(text: string): Node | undefined {
  try {
    JSON.parse(text);
  } catch {
    return undefined;
  }
  let at = 0;
  let nodes = 0;
  const token = (): string => {
    TOKEN.lastIndex = at;
    const found = TOKEN.exec(text);
    if (!found) throw new SyntaxError("no token");
    at = TOKEN.lastIndex;
    return found[1] ?? "";
  };
  const node = (first: string, depth: number): Node => {
    if (depth > DEPTH_MAX || ++nodes > NODES_MAX) throw new RangeError("too much");
    if (first !== "{" && first !== "[") return { kind: "scalar", text: first };
    const entries: Entry[] = [];
    for (let next = token(); next !== "}" && next !== "]"; next = token()) {
      if (next === ",") continue;
      if (first === "[") {
        entries.push({ node: node(next, depth + 1) });
      } else {
        token(); // the colon
        entries.push({ name: next, node: node(token(), depth + 1) });
      }
    }
    return { kind: "list", open: first, entries };
  };
  try {
    return node(token(), 0);
  } catch {
    return undefined;
  }
}

/** On lines of its own, as one copies it. */
export function pretty(node: Node, indent = ""): string {
  if (node.kind === "scalar") return node.text;
  const close = node.open === "{" ? "}" : "]";
  if (node.entries.length === 0) return node.open + close;
  const inner = `${indent}  `;
  const lines = node.entries.map(({ name, node: inside }) => `${inner}${name === undefined ? "" : `${name}: `}${pretty(inside, inner)}`);
  return `${node.open}\n${lines.join(",\n")}\n${indent}${close}`;
}
