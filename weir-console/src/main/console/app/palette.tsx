import { useState } from "preact/hooks";
import { get } from "../kit/api.ts";
import { cell, useCell } from "../kit/cell.ts";
import { Dialog } from "../kit/dialog.tsx";
import { useLoad } from "../kit/load.ts";
import { best } from "./find.ts";
import { pagesFor } from "./pages.tsx";
import { go, view } from "./route.ts";
import { useAllTopics } from "./session.ts";
import { otherTheme } from "./theme.ts";

export interface Action {
  readonly name: string;
  /** What kind of thing it is, or what it does. */
  readonly what: string;
  readonly act: () => void;
}

const added = cell<readonly Action[]>([]);

/** Makes something findable from everywhere: "Create a topic". What it returns takes it away. */
export function addActions(...actions: readonly Action[]): () => void {
  added.update((old) => [...old, ...actions]);
  return () => added.update((old) => old.filter((one) => !actions.includes(one)));
}

const SHOWN_MAX = 12;

/** Finds pages, topics and actions by a few letters. */
export function Palette(props: { onClose: () => void }) {
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const actions = useCell(added);
  const all = useAllTopics();
  const topics = useLoad((signal) => get<{ name: string }[] | { topics: { name: string }[] }>("topics", signal), []);
  const found = best(text, [...pages(all), ...own(), ...actions, ...topicActions(topics.data)], SHOWN_MAX);
  const chosen = Math.min(at, found.length - 1);
  const act = (action: Action | undefined) => {
    if (!action) return;
    props.onClose();
    action.act();
  };
  return (
    <Dialog title="Find" onClose={props.onClose}>
      <input
        class="input palette-box"
        role="combobox"
        aria-label="Find a page, a topic or an action"
        aria-expanded="true"
        aria-controls="palette-found"
        aria-activedescendant={chosen >= 0 ? `palette-${chosen}` : undefined}
        placeholder="Find a page, a topic or an action…"
        value={text}
        autofocus
        autocomplete="off"
        spellcheck={false}
        onInput={(event) => {
          setText(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={(event) => {
          if (event.key === "ArrowDown") setAt(Math.min(found.length - 1, chosen + 1));
          else if (event.key === "ArrowUp") setAt(Math.max(0, chosen - 1));
          else if (event.key === "Enter") act(found[chosen]);
          else return;
          event.preventDefault();
        }}
      />
      <ul id="palette-found" class="palette" role="listbox" aria-label="Found">
        {found.map((action, i) => (
          <li key={`${action.what} ${action.name}`} id={`palette-${i}`} role="option" aria-selected={i === chosen} onClick={() => act(action)} onPointerMove={() => setAt(i)}>
            <span>{action.name}</span> <span class="unit">{action.what}</span>
          </li>
        ))}
      </ul>
      {found.length === 0 && <p class="unit">Nothing is called so.</p>}
    </Dialog>
  );
}

function pages(all: boolean): Action[] {
  return pagesFor(all).map((page) => ({ name: page.title, what: page.answers, act: () => go(page.name) }));
}

function own(): Action[] {
  return [{ name: "Change the theme", what: "light or dark", act: otherTheme }];
}

function topicActions(data: { name: string }[] | { topics: { name: string }[] } | undefined): Action[] {
  const topics = Array.isArray(data) ? data : (data?.topics ?? []);
  return topics.map(({ name }) => ({ name, what: "topic", act: () => go(view(["topics", name])) }));
}
