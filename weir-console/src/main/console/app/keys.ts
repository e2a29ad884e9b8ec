// The keyboard. A page names its keys while it is shown; `?` lists those that work now.
import { useLayoutEffect, useRef } from "preact/hooks";

export interface KeyHelp {
  readonly keys: readonly string[];
  readonly what: string;
}

interface Binding extends KeyHelp {
  readonly press: (key: string, event: KeyboardEvent) => void;
}

const SECOND_KEY_MS_MAX = 1_000;

const bindings: Binding[] = [];

/** What works now, each once. */
export function keyHelp(): KeyHelp[] {
  const told = new Map<string, KeyHelp>();
  for (const { keys, what } of bindings) told.set(`${keys.join()} ${what}`, { keys, what });
  return [...told.values()];
}

/**
 * Keys that work while the component is shown, as soon as it is seen: `{"p": open}`, `{"g t": go}`.
 * The newest wins. They rest while somebody types and while a dialog is open.
 */
export function useKeys(keys: Readonly<Record<string, (event: KeyboardEvent) => void>>, what: string, on: boolean | "behind" = true): void {
  const newest = useRef(keys);
  newest.current = keys;
  const names = Object.keys(keys).join("\n");
  useLayoutEffect(() => {
    if (!on) return;
    const mine: Binding = {
      keys: names.split("\n"),
      what,
      press: (key, event) => newest.current[key]?.(event),
    };
    if (on === "behind") bindings.unshift(mine);
    else bindings.push(mine);
    return () => void bindings.splice(bindings.indexOf(mine), 1);
  }, [names, what, on]);
}

let first = "";
let firstAt = 0;

addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.altKey || event.isComposing) return;
  const command = event.ctrlKey || event.metaKey;
  if (typing(event.target) && !command) return;
  if (document.querySelector("dialog[open].modal")) return;
  const key = command ? `Ctrl-${event.key.toUpperCase()}` : event.key;
  const pair = Date.now() - firstAt <= SECOND_KEY_MS_MAX ? `${first} ${key}` : "";
  const name = bound(pair) ? pair : bound(key) ? key : "";
  first = name === "" && !command ? key : "";
  firstAt = Date.now();
  if (name === "") return;
  event.preventDefault();
  bound(name)?.press(name, event);
});

function bound(key: string): Binding | undefined {
  return key === "" ? undefined : bindings.findLast((one) => one.keys.includes(key));
}

function typing(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return target.type !== "checkbox" && target.type !== "radio";
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable;
}
