import { useCallback, useEffect, useMemo, useRef, useState } from "preact/hooks";
import { link } from "../live/stream.ts";
import { ApiError } from "./api.ts";
import { type Asking, keepAsking } from "./asking.ts";
import { useCell } from "./cell.ts";

export interface Loaded<T> {
  /** The last that came; it stays while it is asked for again. */
  readonly data?: T;
  readonly error?: ApiError;
  readonly loading: boolean;
  again(): void;
}

interface State<T> {
  readonly data?: T;
  readonly error?: ApiError;
  readonly loading: boolean;
}

/** Loads when the component comes and whenever `deps` change; the one under way is given up then. */
export function useLoad<T>(load: (signal: AbortSignal) => Promise<T>, deps: readonly unknown[]): Loaded<T> {
  // Tells the answers apart: what another topic had is not shown as this one's, not even for a frame.
  const of = useMemo(() => ({}), deps as unknown[]);
  const [state, setState] = useState<State<T> & { readonly of: object }>({ of, loading: true });
  const newest = useRef(load);
  newest.current = load;
  const asking = useRef<Asking>();
  const again = useCallback(() => asking.current?.again(), []);

  useEffect(() => {
    const mine = keepAsking((signal) => newest.current(signal), {
      begun: () => setState((old) => (old.of === of ? { ...old, loading: true } : { of, loading: true })),
      came: (data) => setState({ of, data, loading: false }),
      failed: (e) => setState((old) => ({ ...old, of, error: asApiError(e), loading: false })),
    });
    asking.current = mine;
    mine.again();
    return () => mine.stop();
  }, [of]);
  useBack(state.error, again);
  return state.of === of ? { ...state, again } : { loading: true, again };
}

/** What the gateway did not answer while it was away is asked for when it is back. */
export function useBack(error: ApiError | undefined, again: () => void): void {
  const live = useCell(link).kind === "live";
  useEffect(() => {
    if (live && error?.status === 0) again();
  }, [live]);
}

/** Loads again each so many milliseconds, while the page can be seen. */
export function useEvery(ms: number, again: () => void): void {
  useEffect(() => {
    const timer = setInterval(() => document.hidden || again(), ms);
    return () => clearInterval(timer);
  }, [ms, again]);
}

export function asApiError(e: unknown): ApiError {
  if (e instanceof ApiError) return e;
  return new ApiError(0, e instanceof Error ? e.message : String(e));
}
