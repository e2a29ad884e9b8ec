import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { ApiError } from "../kit/api.ts";
import { type Asked, pathOf } from "./asked.ts";
import { follow } from "./follow.ts";
import type { Message } from "./message.ts";
import { RING_MAX, withNewest } from "./ring.ts";
import { finds, parseSearch } from "./search.ts";

const AGAIN_MS_MAX = 10_000;

export interface Tail {
  /** The newest first. */
  readonly rows: readonly Message[];
  /** How many came since it began. */
  readonly came: number;
  readonly dropped: number;
  readonly standing: "off" | "opening" | "on" | "paused" | "away";
  readonly error?: ApiError;
  /** Whether it is tried again after the error. */
  readonly again: boolean;
}

interface Ring {
  readonly all: readonly Message[];
  /** Those that are looked for. */
  readonly found: readonly Message[];
}

const EMPTY: Ring = { all: [], found: [] };

/** Follows the topic while `on`; what was shown stays while `paused`, and can be searched. */
export function useTail(asked: Asked, on: boolean, paused: boolean): Tail {
  const ring = useRef(EMPTY);
  const counts = useRef({ came: 0, dropped: 0, before: 0 });
  const [standing, setStanding] = useState<{ is: Tail["standing"]; error?: ApiError }>({ is: "off" });
  const [drawing, redraw] = useState(0);
  const search = useMemo(() => parseSearch(asked.q), [asked.q]);

  useEffect(() => {
    ring.current = EMPTY;
    counts.current = { came: 0, dropped: 0, before: 0 };
  }, [on, asked.topic, asked.partition, asked.keyAs, asked.valueAs]);

  useEffect(() => {
    const { all } = ring.current;
    ring.current = { all, found: search.length === 0 ? all : all.filter((row) => finds(search, row)) };
    redraw((n) => n + 1);
  }, [search]);

  useEffect(() => {
    if (!on || paused) {
      setStanding({ is: on ? "paused" : "off" });
      return;
    }
    return keepFollowing(pathOf(asked, "tail"), {
      is: (is, error) => setStanding(error ? { is, error } : { is }),
      opened: () => (counts.current.before = counts.current.dropped),
      batch: (messages, dropped) => {
        const { all, found } = ring.current;
        // Without a search both are the same rows, and one list does.
        const more = withNewest(all, messages);
        ring.current = { all: more, found: all === found ? more : withNewest(found, messages) };
        counts.current = { ...counts.current, came: counts.current.came + messages.length, dropped: counts.current.before + dropped };
        redraw((n) => n + 1);
      },
    });
  }, [on, paused, asked.topic, asked.partition, asked.q, asked.keyAs, asked.valueAs]);

  return useMemo(
    () => ({ rows: ring.current.found, came: counts.current.came, dropped: counts.current.dropped, standing: standing.is, ...(standing.error && { error: standing.error }), again: standing.error !== undefined && !isLasting(standing.error) }),
    [drawing, standing],
  );
}

/** What is refused so is refused the next time, too. */
function isLasting(error: ApiError): boolean {
  return error.status >= 400 && error.status < 500;
}

interface Keeping {
  is(standing: "opening" | "on" | "away", error?: ApiError): void;
  opened(): void;
  batch(messages: readonly Message[], dropped: number): void;
}

/** Comes back where the gateway went away; what it refuses stays refused. */
function keepFollowing(path: string, told: Keeping): () => void {
  let stop = () => {};
  let timer = 0;
  let tries = 0;
  const frames = batches(told.batch);
  const begin = () => {
    if (tries === 0) told.is("opening");
    stop = follow(path, {
      opened() {
        tries = 0;
        told.opened();
        told.is("on");
      },
      came: frames.add,
      ended(error) {
        told.is("away", error);
        if (!isLasting(error)) timer = setTimeout(begin, Math.min(AGAIN_MS_MAX, 1_000 * 2 ** tries++));
      },
    });
  };
  begin();
  return () => {
    stop();
    clearTimeout(timer);
    frames.stop();
  };
}

/** Gathers what comes until the next frame is drawn; of more than the ring holds, the newest. */
function batches(draw: (messages: readonly Message[], dropped: number) => void) {
  let waiting: Message[] = [];
  let dropped = 0;
  let frame = 0;
  return {
    add(messages: readonly Message[], count: number) {
      waiting.push(...messages);
      if (waiting.length > 2 * RING_MAX) waiting = waiting.slice(-RING_MAX);
      dropped = count;
      frame ||= requestAnimationFrame(() => {
        frame = 0;
        draw(waiting, dropped);
        waiting = [];
      });
    },
    stop: () => cancelAnimationFrame(frame),
  };
}
