import { type ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { ApiError } from "./api.ts";
import { age } from "./amounts.ts";
import { clock, useCell } from "./cell.ts";
import { Button } from "./controls.tsx";
import { toast } from "./toast.tsx";

export type Kind = "fine" | "stored" | "lost" | "soft";

const SHAPES: Readonly<Record<Kind, string>> = { fine: "●", stored: "▲", lost: "✕", soft: "○" };

/** A state as a word in its colour, with a shape that says the same. */
export function Word(props: { kind: Kind; children?: ComponentChildren; shape?: string }) {
  return (
    <span class={`word ${props.kind}`}>
      <span aria-hidden="true" class="shape">
        {props.shape ?? SHAPES[props.kind]}
      </span>{" "}
      {props.children}
    </span>
  );
}

export function Empty(props: { title: string; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <h2>{props.title}</h2>
      {props.children}
    </div>
  );
}

export function Failure(props: { error: ApiError; again?: (() => void) | undefined }) {
  const forbidden = props.error.status === 403;
  return (
    <div class="failure" role="alert">
      <Word kind={forbidden ? "stored" : "lost"}>{forbidden ? "Not for your role" : props.error.status === 404 ? "Not there" : "That did not work"}</Word>
      <p>{props.error.detail}</p>
      {props.again && !forbidden && <Button onClick={props.again}>Try again</Button>}
    </div>
  );
}

/** Grey lines where something will be; not before 200 ms, since most answers are quicker. */
export function Skeleton(props: { lines?: number }) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 200);
    return () => clearTimeout(timer);
  }, []);
  if (!late) return null;
  return (
    <div class="skeleton" role="status" aria-label="Loading">
      {Array.from({ length: props.lines ?? 6 }, (_, i) => (
        <span key={i} />
      ))}
    </div>
  );
}

/** "12 s" since a moment, counting in whole seconds; the moment itself as its tip. */
export function Age(props: { at: number; suffix?: string }) {
  const now = useCell(clock);
  const at = new Date(props.at);
  return (
    <time dateTime={at.toISOString()} title={at.toLocaleString(undefined, { dateStyle: "medium", timeStyle: "long" })}>
      {age(Math.max(1000, now - props.at))}
      {props.suffix}
    </time>
  );
}

export function Copy(props: { text: string; label?: string; children?: ComponentChildren }) {
  return (
    <Button label={props.label ?? "Copy"} onClick={() => void copy(props.text)}>
      {props.children ?? "Copy"}
    </Button>
  );
}

export async function copy(text: string): Promise<void> {
  try {
    // Over plain HTTP from another computer there is no clipboard.
    if (navigator.clipboard) await navigator.clipboard.writeText(text);
    else copyOldWay(text);
    toast("Copied");
  } catch {
    toast("The browser does not let this page copy. Select the text and copy it yourself.", "lost");
  }
}

function copyOldWay(text: string): void {
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "unseen";
  (document.querySelector("dialog[open]") ?? document.body).append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  if (!done) throw new Error("refused");
}

/** Something to be copied into a shell or an editor. */
export function Code(props: { text: string; label?: string; copy?: boolean }) {
  return (
    <figure class="code">
      {props.label && <figcaption>{props.label}</figcaption>}
      <pre tabIndex={0}>{props.text}</pre>
      {props.copy !== false && <Copy text={props.text} label={`Copy ${props.label ?? "the text"}`} />}
    </figure>
  );
}
