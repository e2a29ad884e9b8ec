// One connection to ../api/stream that comes back by itself.
import { ApiError, apiAddress, get, loginsAsked } from "../kit/api.ts";
import type { Cell } from "../kit/cell.ts";
import { type Channel, CHANNELS, type Event, type Link } from "./stream.ts";

const PAUSE_MS_MIN = 1_000;
const PAUSE_MS_MAX = 10_000;
/** The gateway says something each second: silence means that the connection is dead, though nobody closed it. */
const SILENCE_MS_MAX = 8_000;

export function pauseAfter(failures: number): number {
  return Math.min(PAUSE_MS_MAX, PAUSE_MS_MIN * 2 ** Math.max(0, failures - 1));
}

/** What it returns ends it. */
export function openSource(heard: (event: Event) => void, link: Cell<Link>): () => void {
  let source: EventSource | undefined;
  let failures = 0;
  let timer = 0;

  const fail = () => {
    close();
    failures++;
    if (link.value.kind !== "away") link.set({ kind: "away", since: Date.now() });
    void askWhy(link);
    timer = setTimeout(open, pauseAfter(failures));
  };
  const awake = () => {
    clearTimeout(timer);
    timer = setTimeout(fail, SILENCE_MS_MAX);
    failures = 0;
    if (link.value.kind !== "live") link.set({ kind: "live", since: Date.now() });
  };
  const open = () => {
    source = new EventSource(apiAddress(`stream?channels=${CHANNELS.join()}`));
    source.onerror = fail;
    timer = setTimeout(fail, SILENCE_MS_MAX);
    for (const channel of CHANNELS) {
      source.addEventListener(channel, (message) => {
        awake();
        heard(parse(channel, (message as MessageEvent<string>).data));
      });
    }
  };
  const close = () => {
    clearTimeout(timer);
    source?.close();
  };
  open();
  return close;
}

function parse(channel: Channel, data: string): Event {
  const value = JSON.parse(data) as { history?: readonly unknown[] };
  return Array.isArray(value.history) ? { channel, history: value.history } : { channel, point: value };
}

/** A browser hides why a stream failed, so something else is asked. */
async function askWhy(link: Cell<Link>): Promise<void> {
  let refused: string | undefined;
  try {
    await get("overview");
    refused = "The gateway answers, but gives no live figures.";
  } catch (e) {
    if (!(e instanceof ApiError)) return;
    if (e.status === 401) loginsAsked.update((n) => n + 1);
    if (e.status !== 0) refused = e.detail;
  }
  const now = link.value;
  if (now.kind === "away") link.set(refused === undefined ? { kind: "away", since: now.since } : { ...now, refused });
}
