import { useEffect, useState } from "preact/hooks";
import { rate } from "../kit/amounts.ts";
import { useCell } from "../kit/cell.ts";
import { IconButton } from "../kit/controls.tsx";
import { type Kind, Word } from "../kit/texts.tsx";
import { link, useLive, useStale } from "../live/stream.ts";
import { rights } from "./rights.ts";
import { logOut, standing, useAllTopics } from "./session.ts";
import { otherTheme, theme } from "./theme.ts";

/** What the top bar reads of the overview's points. */
interface Figures {
  readonly word?: { readonly kind: Kind; readonly text: string };
  readonly in?: Readonly<Record<string, { readonly perSecond: number }>>;
  readonly out?: Readonly<Record<string, { readonly perSecond: number }>>;
  readonly waiting?: number;
}

export function Bar(props: { onSearch: () => void; onHelp: () => void }) {
  const dark = useCell(theme) === "dark";
  const all = useAllTopics();
  return (
    <header class="bar-top">
      <a class="brand" href="#/overview">
        <svg viewBox="0 0 32 32" width="20" height="20" aria-hidden="true">
          <path d="M4 12q4-4 8 0t8 0t8 0M4 21q4-4 8 0t8 0t8 0" />
        </svg>
        <span>Weir</span>
      </a>
      {all && <HealthWord />}
      <span class="bar-space" />
      <button type="button" class="find" onClick={props.onSearch}>
        <span>Find</span> <kbd>/</kbd>
      </button>
      <IconButton label="Keys (?)" onClick={props.onHelp}>
        ?
      </IconButton>
      <IconButton label={dark ? "Light theme" : "Dark theme"} onClick={otherTheme}>
        ◐
      </IconButton>
      <Who />
    </header>
  );
}

/** The gateway's state in a word, with the figures of now; grey once it is old. */
function HealthWord() {
  const { last } = useLive<Figures>("overview");
  const stale = useStale() !== undefined;
  const away = useCell(link).kind === "away";
  const word = last?.word;
  const kind = away ? "lost" : (word?.kind ?? "soft");
  const text = away ? "No answer" : (word?.text ?? "Connecting");
  return (
    <a class="health" href="#/health">
      <Word kind={kind}>{text}</Word>
      {last && (
        <span class={stale ? "bar-figures stale" : "bar-figures"}>
          <b>{rate(sum(last.in))}</b> msg/s in · <b>{rate(sum(last.out))}</b> out · <b>{rate(last.waiting ?? 0)}</b> waiting
        </span>
      )}
      <Announcement text={text} known={word !== undefined || away} />
    </a>
  );
}

/** Read out when the health changes, and only then. Figures within the word do not count as a change. */
function Announcement(props: { text: string; known: boolean }) {
  const state = props.text.replace(/[\d,.]+/g, "…");
  const [said, say] = useState({ state: "", text: "" });
  useEffect(() => {
    if (props.known) say((old) => (old.state === state ? old : { state, text: old.state === "" ? "" : props.text }));
  }, [state, props.known]);
  return (
    <span class="unseen" aria-live="polite">
      {said.text}
    </span>
  );
}

function sum(of: Readonly<Record<string, { readonly perSecond: number }>> = {}): number {
  return Object.values(of).reduce((all, one) => all + one.perSecond, 0);
}

function Who() {
  const now = useCell(standing);
  if (now.kind !== "in" || !now.session.login) return null;
  const { name } = now.session;
  return (
    <details class="who">
      <summary>{name}</summary>
      <div class="who-menu">
        <p>
          {name} <span class="unit">{rights(now.session)}</span>
        </p>
        <button type="button" class="button plain" onClick={() => void logOut()}>
          Log out
        </button>
      </div>
    </details>
  );
}
