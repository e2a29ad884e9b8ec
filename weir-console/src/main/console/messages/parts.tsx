// The parts of the reader: value, key, headers, bytes.
import { useMemo, useState } from "preact/hooks";
import { count, size } from "../kit/amounts.ts";
import { Button, Select } from "../kit/controls.tsx";
import { Word } from "../kit/texts.tsx";
import { bytesOf, hexLines } from "./hex.ts";
import { parseJson } from "../kit/json.ts";
import { Marked } from "./marked.tsx";
import { type Header, type Message, type Shown, WAYS } from "./message.ts";
import { Tree } from "./tree.tsx";

const HEX_BYTES = 16 << 10;

interface PartProps {
  readonly shown: Shown | null;
  readonly words: readonly string[];
  /** Offers to read it another way. */
  readonly way?: { readonly now: string; readonly choose: (way: string) => void };
}

/** A key or a value, pretty where it is JSON. */
export function Bytes(props: PartProps) {
  const { shown, words } = props;
  const [plain, setPlain] = useState(false);
  const tree = useMemo(() => (shown && isJson(shown) ? parseJson(shown.text) : undefined), [shown]);
  if (shown === null) return <p class="soft">null: there is none. In a compacted topic such a value deletes its key.</p>;
  return (
    <>
      <div class="reader-facts">
        <span class="soft">
          {shown.as} · {size(shown.bytes)}
          {shown.schemaId !== undefined && ` · schema ${shown.schemaId}`}
        </span>
        {props.way && <Select label="Read as" hideLabel value={props.way.now} choices={WAYS} onChange={props.way.choose} />}
        {tree && (
          <Button pressed={plain} onClick={() => setPlain(!plain)}>
            As sent
          </Button>
        )}
      </div>
      {shown.problem && <Word kind="stored">{shown.problem}</Word>}
      {tree && !plain ? (
        <Tree node={tree} words={words} />
      ) : (
        <pre class="reader-text" tabIndex={0}>
          <Marked text={shown.text} words={words} />
        </pre>
      )}
    </>
  );
}

function isJson(shown: Shown): boolean {
  return shown.as !== "text" && shown.as !== "hex" && shown.as !== "base64" && !shown.truncated;
}

export function Headers(props: { headers: readonly Header[] }) {
  if (props.headers.length === 0) return <p class="soft">No headers.</p>;
  return (
    <table class="table reader-headers" aria-label="Headers">
      <thead>
        <tr>
          <th>name</th>
          <th>value</th>
        </tr>
      </thead>
      <tbody>
        {props.headers.map((header, i) => (
          <tr key={i}>
            <td class="mono">{header.name}</td>
            <td class="mono">{header.text === null ? <span class="soft">null</span> : header.text}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What really came, byte by byte. */
export function Raw(props: { message: Message; wide: boolean }) {
  const line = props.wide ? 16 : 8;
  const [max, setMax] = useState(HEX_BYTES);
  const bytes = useMemo(() => bytesOf(props.message.value?.base64 ?? ""), [props.message]);
  const key = useMemo(() => bytesOf(props.message.key?.base64 ?? ""), [props.message]);
  return (
    <>
      <h3>Key · {count(key.length)} bytes</h3>
      <pre class="reader-hex" tabIndex={0} aria-label="Bytes of the key">
        {hexLines(key, HEX_BYTES, line) || "none"}
      </pre>
      <h3>Value · {count(bytes.length)} bytes</h3>
      <pre class="reader-hex" tabIndex={0} aria-label="Bytes of the value">
        {hexLines(bytes, max, line) || "none"}
      </pre>
      {bytes.length > max && <Button onClick={() => setMax(max * 8)}>{count(bytes.length - max)} more bytes</Button>}
    </>
  );
}
