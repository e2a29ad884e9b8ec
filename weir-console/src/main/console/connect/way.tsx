import { view } from "../app/route.ts";
import { count } from "../kit/amounts.ts";
import { Code, Word } from "../kit/texts.tsx";
import type { Snippet } from "./ways.ts";

interface WayProps {
  readonly of: Snippet;
  readonly topic: string;
  readonly servers: string;
  /** Messages that came this way since the page was opened. */
  readonly came: number | undefined;
}

const LANGUAGES = { sh: "Paste it into a shell", python: "Save it as a .py file, or paste it into python3", java: "A program of one file" } as const;

export function Way({ of, topic, servers, came }: WayProps) {
  return (
    <section class="way" aria-label={of.name}>
      <header class="way-head">
        <h2>{of.name}</h2>
        {of.enabled && <Received of={of} topic={topic} came={came} />}
      </header>
      {!of.enabled && (
        <p class="way-closed">
          <Word kind="stored" shape="○">
            This way in is off.
          </Word>{" "}
          {of.remedy}
        </p>
      )}
      <dl class="way-facts">
        <dt>Address</dt>
        <dd class="mono">{of.address}</dd>
        {of.address !== servers && (
          <>
            <dt>Kafka behind it</dt>
            <dd class="mono">{servers}</dd>
          </>
        )}
        <dt>Needs</dt>
        <dd class="mono">{of.needs}</dd>
        <dt>More in</dt>
        <dd class="mono">{of.docs}</dd>
      </dl>
      <Code label={LANGUAGES[of.language]} text={of.text.trimEnd()} />
    </section>
  );
}

function Received({ of, topic, came }: { of: Snippet; topic: string; came: number | undefined }) {
  const look = <a href={view(["topics", topic], { tab: "messages", from: "latest" })}>See what is in {topic}</a>;
  if (!of.ingress) {
    return (
      <p class="received soft">
        {of.id === "worker" ? "It reads from Kafka itself. " : "It speaks to Kafka itself, so the gateway sees nothing of it. "}
        {look}
      </p>
    );
  }
  return (
    <p class="received" role="status">
      {came ? (
        <>
          <Word kind="fine" shape="✓">
            received {count(came)} {came === 1 ? "message" : "messages"}
          </Word>
          {look}
        </>
      ) : (
        <span class="soft">{came === undefined ? "No figures from the gateway yet: arrivals are not counted here." : `Waiting for a message over ${of.name} …`}</span>
      )}
    </p>
  );
}
