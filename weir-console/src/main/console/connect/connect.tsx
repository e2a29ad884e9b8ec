import "./connect.css";
import { useEffect, useRef, useState } from "preact/hooks";
import { setQuery, useRoute, view } from "../app/route.ts";
import { get } from "../kit/api.ts";
import { count } from "../kit/amounts.ts";
import { TextField } from "../kit/controls.tsx";
import { useLoad } from "../kit/load.ts";
import { Page } from "../kit/page.tsx";
import { Failure, Skeleton, Word } from "../kit/texts.tsx";
import { useTyped } from "../kit/typed.ts";
import { useLive } from "../live/stream.ts";
import { base, messageError, type Point, received, type Snippet, type Snippets, topicError, type Totals, totals } from "./ways.ts";
import { Way } from "./way.tsx";

const TYPED_MS = 200;
/** What the address leaves out. */
const TOPIC = "hello";
const MESSAGE = "world";

/** A program for every way in, and whether its message came. */
export function Connect() {
  const { query } = useRoute();
  // A field that is empty for a moment, while somebody writes another name, stays so.
  const [topic, typeTopic] = useTyped(query.get("topic") ?? TOPIC, (text) => text && setQuery({ topic: text }), TYPED_MS);
  const [message, typeMessage] = useTyped(query.get("message") ?? MESSAGE, (text) => text && setQuery({ message: text }), TYPED_MS);
  const wrongTopic = topicError(topic);
  const wrongMessage = messageError(message);
  const asked = useSettled(wrongTopic || wrongMessage || message === "" ? undefined : `snippets?${new URLSearchParams({ topic, message })}`);
  const { snippets, failure } = useSnippets(asked);
  return (
    <Page title="Connect">
      <div class="connect-fields">
        <TextField label="Topic" value={topic} onInput={typeTopic} error={wrongTopic} mono />
        <TextField label="Message" value={message} onInput={typeMessage} error={wrongMessage} mono />
      </div>
      {failure && <Failure error={failure.error} again={failure.again} />}
      {!snippets && !failure && <Skeleton lines={10} />}
      {snippets && <Ways snippets={snippets} chosen={query.get("way") ?? ""} topic={topic} message={message} />}
    </Page>
  );
}

/** The last value that stood still for a moment; while nothing usable is typed, the one before. */
function useSettled(value: string | undefined): string {
  const [settled, setSettled] = useState(value ?? "snippets");
  useEffect(() => {
    if (value === undefined || value === settled) return;
    const timer = setTimeout(() => setSettled(value), TYPED_MS);
    return () => clearTimeout(timer);
  }, [value, settled]);
  return settled;
}

/** Those of before stay while others are asked for, so that nothing jumps. */
function useSnippets(path: string) {
  const loaded = useLoad((signal) => get<Snippets>(path, signal), [path]);
  const kept = useRef<Snippets>();
  if (loaded.data) kept.current = loaded.data;
  const failure = loaded.error && { error: loaded.error, again: loaded.again };
  return { snippets: kept.current, failure };
}

/** What came since the page was opened. */
function useReceived(): (ingress: string | undefined) => number | undefined {
  const point = useLive<Point>("overview").last;
  const before = useRef<Totals>();
  const now = totals(point);
  before.current = base(before.current, now);
  return (ingress) => (ingress ? received(ingress, before.current, now) : undefined);
}

function Ways(props: { snippets: Snippets; chosen: string; topic: string; message: string }) {
  const came = useReceived();
  const all = props.snippets.snippets;
  const chosen = all.find((one) => one.id === props.chosen) ?? all[0];
  const list = useRef<HTMLElement>(null);
  useEffect(() => {
    // On a small screen the ways stand beside one another, and the chosen one may be out of sight.
    list.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [chosen?.id]);
  if (!chosen) return null;
  const link = (one: Snippet) => view(["connect"], { way: one.id, topic: props.topic === TOPIC ? "" : props.topic, message: props.message === MESSAGE ? "" : props.message });
  return (
    <div class="connect">
      <nav class="ways" aria-label="Ways in" ref={list}>
        {all.map((one) => (
          <a key={one.id} href={link(one)} aria-current={one === chosen ? "page" : undefined}>
            <span class="way-name">{one.name}</span>
            <State of={one} came={came(one.ingress)} />
            <span class="way-address mono">{one.address}</span>
          </a>
        ))}
      </nav>
      <Way key={chosen.id} of={chosen} topic={props.snippets.topic} servers={props.snippets.bootstrapServers} came={came(chosen.ingress)} />
    </div>
  );
}

function State(props: { of: Snippet; came: number | undefined }) {
  if (!props.of.enabled) return <span class="way-state">○ off</span>;
  if (!props.came) return <span class="way-state" />;
  return (
    <span class="way-state">
      <Word kind="fine" shape="✓">
        {count(props.came)}
      </Word>
    </span>
  );
}
