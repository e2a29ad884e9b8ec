import { useState } from "preact/hooks";
import { type Entry, type Node } from "../kit/json.ts";
import { Marked } from "./marked.tsx";

/** So many levels are open at first. */
const OPEN_DEPTH = 4;
const ENTRIES_AT_ONCE = 200;

/** JSON with parts that can be folded. */
export function Tree(props: { node: Node; words: readonly string[] }) {
  return (
    <div class="tree mono">
      <Part entry={{ node: props.node }} depth={0} words={props.words} last />
    </div>
  );
}

interface PartProps {
  readonly entry: Entry;
  readonly depth: number;
  readonly words: readonly string[];
  readonly last: boolean;
}

function Part(props: PartProps) {
  const { node, name } = props.entry;
  if (node.kind === "scalar" || node.entries.length === 0) return <Leaf {...props} />;
  const close = node.open === "{" ? "}" : "]";
  const comma = props.last ? "" : ",";
  return (
    <details class="tree-part" open={props.depth < OPEN_DEPTH}>
      <summary>
        <Name text={name} words={props.words} />
        {node.open}
        <span class="tree-folded soft">
          {" "}
          {node.entries.length} {close}
          {comma}
        </span>
      </summary>
      <Entries entries={node.entries} depth={props.depth + 1} words={props.words} />
      <div>
        {close}
        {comma}
      </div>
    </details>
  );
}

function Entries(props: { entries: readonly Entry[]; depth: number; words: readonly string[] }) {
  const [shown, setShown] = useState(ENTRIES_AT_ONCE);
  return (
    <div class="tree-inside">
      {props.entries.slice(0, shown).map((entry, i) => (
        <Part key={i} entry={entry} depth={props.depth} words={props.words} last={i === props.entries.length - 1} />
      ))}
      {props.entries.length > shown && (
        <button type="button" class="tree-more" onClick={() => setShown(shown * 5)}>
          {props.entries.length - shown} more
        </button>
      )}
    </div>
  );
}

function Leaf({ entry: { name, node }, words, last }: PartProps) {
  const text = node.kind === "scalar" ? node.text : node.open === "{" ? "{}" : "[]";
  return (
    <div class="tree-leaf">
      <Name text={name} words={words} />
      <span class={kindOf(text)}>
        <Marked text={text} words={words} />
      </span>
      {last ? "" : ","}
    </div>
  );
}

function Name(props: { text: string | undefined; words: readonly string[] }) {
  if (props.text === undefined) return null;
  return (
    <>
      <span class="tree-name">
        <Marked text={props.text} words={props.words} />
      </span>
      {": "}
    </>
  );
}

function kindOf(text: string): string {
  if (text.startsWith('"')) return "tree-text";
  return /^[-\d]/.test(text) ? "tree-number" : "tree-word";
}
