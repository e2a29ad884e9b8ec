// State that lives outside of components, so that what comes from the stream is kept while pages
// come and go.
import { useEffect, useState } from "preact/hooks";

export interface Cell<T> {
  readonly value: T;
  set(next: T): void;
  update(change: (value: T) => T): void;
  /** Calls back after each change; what it returns stops that. */
  listen(heard: (value: T) => void): () => void;
}

export function cell<T>(first: T): Cell<T> {
  let value = first;
  const listeners = new Set<(value: T) => void>();
  const set = (next: T) => {
    if (Object.is(next, value)) return;
    value = next;
    for (const heard of [...listeners]) heard(next);
  };
  return {
    get value() {
      return value;
    },
    set,
    update: (change) => set(change(value)),
    listen(heard) {
      listeners.add(heard);
      return () => listeners.delete(heard);
    },
  };
}

/** The value, and a new drawing of the component whenever it changes. */
export function useCell<T>(of: Cell<T>): T {
  const [, redraw] = useState(0);
  const seen = of.value;
  useEffect(() => {
    const stop = of.listen(() => redraw((n) => n + 1));
    // It may have changed between the drawing and now.
    if (!Object.is(seen, of.value)) redraw((n) => n + 1);
    return stop;
  }, [of]);
  return seen;
}

/** Seconds go by: what shows an age listens to it. */
export const clock = cell(Date.now());
setInterval(() => clock.set(Date.now()), 1000);
