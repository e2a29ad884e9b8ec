import { useEffect, useRef, useState } from "preact/hooks";
import { type ApiError, get } from "../kit/api.ts";
import { asApiError, useBack } from "../kit/load.ts";
import { type Asked, pathOf } from "./asked.ts";
import type { Message, MessagesPage } from "./message.ts";

const FIRST = 200;
const MORE = 1_000;
export const ROWS_MAX = 50_000;

export interface Paging {
  readonly rows: readonly Message[];
  readonly scanned: number;
  readonly of: number;
  /** The times between which was looked, so far. */
  readonly oldest?: number;
  readonly newest?: number;
  readonly cursor?: string;
  readonly done: boolean;
  readonly note?: string;
  readonly error?: ApiError;
  readonly busy: boolean;
  /** Whether there is an answer at all, or somebody wants none. */
  readonly begun: boolean;
}

const NOTHING: Paging = { rows: [], scanned: 0, of: 0, done: false, busy: true, begun: false };

/**
 * Reads page after page: of a search as many as it takes to find something, until somebody stops
 * it; else one, and one more each time that is asked for.
 */
export function usePaging(asked: Asked, on: boolean): Paging & { more(): void; stop(): void; again(): void } {
  const [state, setState] = useState(NOTHING);
  const [round, setRound] = useState(0);
  const newest = useRef(state);
  const running = useRef<AbortController | undefined>(undefined);
  const put = (next: Paging) => {
    newest.current = next;
    setState(next);
  };

  const run = (first: Paging, wanted: number) => {
    running.current?.abort();
    const giveUp = new AbortController();
    running.current = giveUp;
    put({ ...first, busy: true });
    void readPages(asked, first, wanted, giveUp.signal, put);
  };

  useEffect(() => {
    if (!on) return;
    run(NOTHING, FIRST);
    return () => running.current?.abort();
  }, [on, round, asked.topic, asked.from, asked.partition, asked.q, asked.keyAs, asked.valueAs]);

  const again = () => setRound((n) => n + 1);
  useBack(state.rows.length === 0 ? state.error : undefined, again);
  return {
    ...state,
    again,
    more: () => run(newest.current, MORE),
    stop: () => {
      running.current?.abort();
      put({ ...newest.current, busy: false, begun: true });
    },
  };
}

async function readPages(asked: Asked, first: Paging, wanted: number, signal: AbortSignal, put: (next: Paging) => void): Promise<void> {
  let now = without(first);
  const goal = now.rows.length + wanted;
  try {
    do {
      const limit = String(Math.min(MORE, goal - now.rows.length));
      const page = await get<MessagesPage>(pathOf(asked, "messages", { from: asked.from, limit, cursor: now.cursor }), signal);
      if (signal.aborted) return;
      now = withPage(now, page);
      now = { ...now, busy: asked.q !== "" && !now.done && now.rows.length < goal };
      put(now);
    } while (now.busy);
  } catch (e) {
    if (!signal.aborted) put({ ...now, error: asApiError(e), busy: false });
  }
}

function without({ error: _, ...rest }: Paging): Paging {
  return rest;
}

function withPage(before: Paging, page: MessagesPage): Paging {
  const { cursor: _, ...rest } = before;
  return {
    ...rest,
    rows: [...before.rows, ...page.messages],
    scanned: page.scanned,
    of: page.of,
    ...(page.from !== undefined && { oldest: Math.min(page.from, before.oldest ?? page.from) }),
    ...(page.to !== undefined && { newest: Math.max(page.to, before.newest ?? page.to) }),
    ...(page.cursor !== undefined && { cursor: page.cursor }),
    ...(page.note !== undefined && { note: page.note }),
    done: page.done,
    begun: true,
  };
}
