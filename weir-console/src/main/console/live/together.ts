// A browser opens few connections to one place, so of all tabs one holds the stream and passes on
// what it hears. When it closes, the next takes over.
import type { Cell } from "../kit/cell.ts";
import { openSource } from "./source.ts";
import type { Event, Link } from "./stream.ts";

const NAME = "weir.stream";

interface Ears {
  take(event: Event): void;
  all(): Event[];
  readonly link: Cell<Link>;
}

type Said = { readonly events: readonly Event[] } | { readonly link: Link } | { readonly hello: true };

export function listenTogether(ears: Ears): () => void {
  // Over plain HTTP from another computer browsers have no locks: each tab is alone then.
  if (!("locks" in navigator) || !("BroadcastChannel" in globalThis)) return openSource(ears.take, ears.link);
  const others = new BroadcastChannel(NAME + location.pathname);
  const stop = new AbortController();
  follow(others, ears);
  void navigator.locks.request(NAME + location.pathname, { signal: stop.signal }, () => lead(others, ears, stop.signal)).catch(() => undefined);
  return () => {
    stop.abort();
    others.close();
  };
}

function follow(others: BroadcastChannel, ears: Ears): void {
  others.onmessage = ({ data }: MessageEvent<Said>) => {
    if ("events" in data) data.events.forEach(ears.take);
    else if ("link" in data) ears.link.set(data.link);
  };
  others.postMessage({ hello: true } satisfies Said);
}

/** Holds the lock until the tab goes. */
function lead(others: BroadcastChannel, ears: Ears, stopped: AbortSignal): Promise<void> {
  const say = (said: Said) => stopped.aborted || others.postMessage(said);
  others.onmessage = ({ data }: MessageEvent<Said>) => {
    if (!("hello" in data)) return;
    say({ events: ears.all() });
    say({ link: ears.link.value });
  };
  const close = openSource((event) => {
    ears.take(event);
    say({ events: [event] });
  }, ears.link);
  const quiet = ears.link.listen((link) => say({ link }));
  return new Promise((done) => {
    stopped.addEventListener("abort", () => {
      quiet();
      close();
      done();
    });
  });
}
