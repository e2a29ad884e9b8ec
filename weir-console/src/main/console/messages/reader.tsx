import { type ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { useKeys } from "../app/keys.ts";
import { useLogin, useRole } from "../app/session.ts";
import { count } from "../kit/amounts.ts";
import { get } from "../kit/api.ts";
import { Button, IconButton } from "../kit/controls.tsx";
import { useLoad } from "../kit/load.ts";
import { Copy, Failure, Skeleton } from "../kit/texts.tsx";
import { type Asked, pathOf, readAs } from "./asked.ts";
import { Time } from "./columns.tsx";
import { cliFor, curlFor } from "./commands.ts";
import { editAndSend } from "./edit.ts";
import type { Message } from "./message.ts";
import { Bytes, Headers, Raw } from "./parts.tsx";
import { type Search, wordsFor } from "./search.ts";

/** From here on 16 bytes fit on a line. */
const WIDE = 590;

type Part = "value" | "key" | "headers" | "raw";

interface ReaderProps {
  readonly asked: Asked;
  readonly search: Search;
  /** Partition and offset. */
  readonly place: string;
  /** As the list has it, if it has. */
  readonly row: Message | undefined;
  readonly width: number;
  readonly onStep: (by: number) => void;
  readonly onClose: () => void;
}

/** One message beside the list. */
export function Reader(props: ReaderProps) {
  const { asked, place, row } = props;
  const [part, setPart] = useState<Part>("value");
  useKeys({ Escape: props.onClose }, "close the message");
  const cut = row === undefined || row.value?.truncated === true || row.key?.truncated === true || row.headers.some((header) => "truncated" in header);
  const needed = cut || part === "raw";
  const whole = useWhole(asked, place, needed);
  const message = needed ? (whole.data ?? (part === "raw" ? undefined : row)) : row;
  return (
    <aside class="reader" aria-label={`Message ${place} of ${asked.topic}`}>
      <Head {...props} message={message ?? row} />
      <Choice now={part} choose={setPart} headers={(message ?? row)?.headers.length ?? 0} />
      <div class="reader-body">
        {whole.error && needed && <Failure error={whole.error} again={whole.again} />}
        {message ? <Content part={part} message={message} {...props} /> : !whole.error && <Skeleton />}
      </div>
      <Foot asked={asked} place={place} value={valueToCopy(message)} />
    </aside>
  );
}

function useWhole(asked: Asked, place: string, needed: boolean) {
  const path = `messages/${place.replace(":", "/")}` as const;
  return useLoad<Message | undefined>(
    (signal) => (needed ? get<Message>(pathOf({ ...asked, q: "", partition: "" }, path), signal) : Promise.resolve(undefined)),
    [asked.topic, place, needed, asked.keyAs, asked.valueAs],
  );
}

function Content({ part, message, asked, search, width }: ReaderProps & { part: Part; message: Message }) {
  switch (part) {
    case "value":
      return <Bytes shown={message.value} words={wordsFor(search, "value")} />;
    case "key":
      return <Bytes shown={message.key} words={wordsFor(search, "key")} way={{ now: asked.keyAs, choose: (way) => readAs("key", asked.topic, way) }} />;
    case "headers":
      return <Headers headers={message.headers} />;
    case "raw":
      return <Raw message={message} wide={width >= WIDE} />;
  }
}

function Head(props: ReaderProps & { message: Message | undefined }) {
  const [partition, offset] = props.place.split(":");
  return (
    <header class="reader-head">
      <h2>
        Partition {partition} · offset {count(offset ?? "0")}
      </h2>
      {props.message && (
        <span class="soft">
          <Time at={props.message.time} />
        </span>
      )}
      <span class="reader-acts">
        <IconButton label="The one above (k)" onClick={() => props.onStep(-1)}>
          ↑
        </IconButton>
        <IconButton label="The one below (j)" onClick={() => props.onStep(1)}>
          ↓
        </IconButton>
        <IconButton label="Close (Esc)" onClick={props.onClose}>
          ✕
        </IconButton>
      </span>
    </header>
  );
}

function Choice(props: { now: Part; choose: (part: Part) => void; headers: number }) {
  const parts: readonly (readonly [Part, ComponentChildren])[] = [
    ["value", "Value"],
    ["key", "Key"],
    ["headers", `Headers ${props.headers}`],
    ["raw", "Raw"],
  ];
  return (
    <div class="reader-parts" role="group" aria-label="Part of the message">
      {parts.map(([part, label]) => (
        <button key={part} type="button" aria-pressed={part === props.now} onClick={() => props.choose(part)}>
          {label}
        </button>
      ))}
    </div>
  );
}

/** Undefined while it is not there whole: nobody should copy half of a value without knowing it. */
function valueToCopy(message: Message | undefined): string | undefined {
  return message === undefined || message.value?.truncated ? undefined : (message.value?.text ?? "");
}

function Foot({ asked, place, value }: { asked: Asked; place: string; value: string | undefined }) {
  const reason = useRole("produce");
  const login = useLogin();
  const api = new URL("../api/", location.href.replace(/#.*/, "")).href;
  return (
    <footer class="reader-foot">
      <span class="reader-copies">
        {value !== undefined && (
          <Copy text={value} label="Copy the value">
            Copy value
          </Copy>
        )}
        <Copy text={curlFor(api, asked.topic, place, login)} label="Copy as curl">
          curl
        </Copy>
        <Copy text={cliFor(asked.topic, place)} label="Copy as a command of weir">
          CLI
        </Copy>
        <Copy text={location.href} label="Copy the link to this message">
          Link
        </Copy>
      </span>
      <Button reason={reason} onClick={() => void editAndSend(asked.topic, place)}>
        Edit and send
      </Button>
    </footer>
  );
}
