import { useEffect, useRef, useState } from "preact/hooks";
import { view } from "../app/route.ts";
import { count } from "../kit/amounts.ts";
import { asApiError } from "../kit/load.ts";
import { Word } from "../kit/texts.tsx";
import type { Draft } from "./draft.ts";
import { sendings } from "./open.ts";
import type { Sent } from "./pace.ts";
import { keep } from "./recent.ts";
import { run } from "./run.ts";

type State =
  | { readonly kind: "idle" }
  | { readonly kind: "busy"; readonly sent?: Sent; readonly of: number }
  | { readonly kind: "done"; readonly sent: Sent; readonly topic: string; readonly millis: number }
  | { readonly kind: "failed"; readonly why: string; readonly sent?: Sent };

/** Sends, and knows how far that is. */
export function useSending() {
  const [state, setState] = useState<State>({ kind: "idle" });
  const stopping = useRef<AbortController>();
  useEffect(() => () => stopping.current?.abort(), []);
  const start = async (draft: Draft) => {
    if (stopping.current) return;
    const stop = new AbortController();
    stopping.current = stop;
    const from = performance.now();
    let sent: Sent | undefined;
    setState({ kind: "busy", of: Number(draft.count) });
    try {
      await run(
        draft,
        (now) => {
          sent = now;
          setState({ kind: "busy", sent: now, of: Number(draft.count) });
        },
        stop.signal,
      );
      keep(draft);
      if (sent) setState({ kind: "done", sent, topic: draft.topic, millis: performance.now() - from });
    } catch (e) {
      setState({ kind: "failed", why: asApiError(e).detail, ...(sent && { sent }) });
    } finally {
      stopping.current = undefined;
      sendings.update((n) => n + 1);
    }
  };
  return { state, start: (draft: Draft) => void start(draft), stop: () => stopping.current?.abort() };
}

/** One line: what became of it. */
export function Result(props: { of: State }) {
  const { of } = props;
  return (
    <p class="produce-result" role="status" aria-live="polite">
      {of.kind === "busy" && <span class="soft">{of.sent ? `${count(of.sent.sent)} of ${count(of.of)} sent…` : "Sending…"}</span>}
      {of.kind === "failed" && (
        <Word kind="lost">
          {of.sent ? `After ${count(of.sent.sent)}: ` : ""}
          {of.why}
        </Word>
      )}
      {of.kind === "done" && <Done sent={of.sent} topic={of.topic} millis={of.millis} />}
    </p>
  );
}

function Done(props: { sent: Sent; topic: string; millis: number }) {
  const { sent, topic } = props;
  const place = sent.offset !== undefined && (
    <>
      {" "}
      partition {sent.partition}, offset{" "}
      <a href={view(["topics", topic], { tab: "messages", from: `${sent.partition}:${sent.offset}`, partition: sent.partition })}>{count(sent.offset)}</a>
    </>
  );
  const many = sent.sent + sent.failed > 1;
  return (
    <>
      {sent.failed > 0 ? (
        <Word kind="lost">
          {count(sent.failed)} failed: {sent.problem}
        </Word>
      ) : (
        <Word kind={sent.level === "kafka" ? "fine" : "stored"}>{LEVELS[sent.level ?? "memory"]}</Word>
      )}
      {many && ` ${count(sent.sent)} sent`}
      {many && place ? <>, the last in{place}</> : place}
      <span class="soft"> {count(props.millis)} ms</span>
    </>
  );
}

const LEVELS = {
  kafka: "Kafka has it:",
  journal: "Safe on the gateway's disk; Kafka gets it.",
  memory: "Taken in; nobody waited for more.",
} as const;
