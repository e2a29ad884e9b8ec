// The gateway's figures, once a second, by one stream for all tabs of this browser.
import { type Cell, cell, clock, useCell } from "../kit/cell.ts";
import { listenTogether } from "./together.ts";

export type Channel = "overview" | "lanes" | "lag";
export const CHANNELS: readonly Channel[] = ["overview", "lanes", "lag"];

export interface Live<T> {
  /** The newest point. */
  readonly last?: T;
  /** All that are kept, oldest first, the newest too. */
  readonly points: readonly T[];
  /** When the newest came, by this computer's clock. */
  readonly at?: number;
}

export interface Event {
  readonly channel: Channel;
  readonly history?: readonly unknown[];
  readonly point?: unknown;
}

export type Link =
  | { readonly kind: "connecting"; readonly since: number }
  | { readonly kind: "live"; readonly since: number }
  /** `refused`: the gateway answers, but gives no stream. */
  | { readonly kind: "away"; readonly since: number; readonly refused?: string };

const POINTS_MAX = 360;
/** Without any point for so long what is shown is no longer called live. */
export const FRESH_MS_MAX = 3_000;

const cells = new Map<Channel, Cell<Live<unknown>>>(CHANNELS.map((name) => [name, cell<Live<unknown>>({ points: [] })]));
const newest = cell(0);
export const link = cell<Link>({ kind: "connecting", since: Date.now() });

/** The cell of a channel: `live<Point>("overview").value.last`. */
export function live<T>(channel: Channel): Cell<Live<T>> {
  return cells.get(channel) as Cell<Live<T>>;
}

export function useLive<T>(channel: Channel): Live<T> {
  return useCell(live<T>(channel));
}

/** How old the figures are where they are no longer fresh, in milliseconds; undefined while they flow. */
export function useStale(): number | undefined {
  const now = useCell(clock);
  const at = useCell(newest);
  return at === 0 || now - at <= FRESH_MS_MAX ? undefined : now - at;
}

/** When the last figures came, 0 for never. */
export const lastAt: Cell<number> = newest;

export function take(event: Event, at = Date.now()): void {
  const into = cells.get(event.channel);
  if (!into) return;
  into.update((old) => grown(old, event, at));
  if (event.point !== undefined) newest.set(at);
}

/** Exported for its test. */
export function grown(old: Live<unknown>, event: Event, at: number): Live<unknown> {
  const points = event.history ?? [...old.points.slice(1 - POINTS_MAX), event.point];
  return points.length === 0 ? old : { last: points[points.length - 1], points, at };
}

/** Everything, for a tab that has just come. */
export function all(): Event[] {
  return CHANNELS.map((channel) => ({ channel, history: live(channel).value.points }));
}

export function startStream(): () => void {
  return listenTogether({ take, all, link });
}
