// What a chart shows, reckoned out before it is drawn.
import type { Colour, Series } from "./chart.tsx";

export interface Line {
  readonly name: string;
  readonly colour: Colour;
  readonly dash: boolean;
  readonly values: readonly (number | null | undefined)[];
  /** Where it is drawn: its values, or on top of those below it. */
  readonly tops: readonly (number | null)[];
}

export interface Plot {
  readonly times: readonly number[];
  readonly lines: readonly Line[];
  readonly stacked: boolean;
  readonly from: number;
  readonly to: number;
  /** A round figure that nothing exceeds. */
  readonly most: number;
  /** More than this between two points is a gap. */
  readonly gap: number;
  nearest(time: number): number;
  /** The time at so many pixels from the left. */
  timeAt(x: number, width: number): number;
}

const COLOURS: readonly Colour[] = ["flow", "stored", "violet", "fine", "pink", "soft"];
/** From so many on colours alone do not tell lines apart. */
const DASHED_FROM = 3;
/** Room for the last value at the line's end, in CSS pixels, and for the figures of the axis. */
export const ROOM_RIGHT = 48;
export const ROOM_LEFT = 44;

export function plotOf(series: readonly Series[], times: readonly number[], stacked: boolean): Plot {
  const lines = linesOf(series, times.length, stacked);
  const from = times[0] ?? 0;
  const to = Math.max(times[times.length - 1] ?? 1, from + 1);
  const nearest = (time: number) => nearestOf(times, time);
  return {
    times,
    lines,
    stacked,
    from,
    to,
    most: mostOf(lines),
    gap: gapOf(times),
    nearest,
    timeAt: (x, width) => from + Math.min(1, Math.max(0, (x - ROOM_LEFT) / Math.max(1, width - ROOM_LEFT - ROOM_RIGHT))) * (to - from),
  };
}

function linesOf(series: readonly Series[], length: number, stacked: boolean): Line[] {
  let below: readonly (number | null)[] = [];
  return series.map((one, at) => {
    const tops = Array.from({ length }, (_, i) => {
      const value = one.values[i];
      if (value === null || value === undefined || !Number.isFinite(value)) return null;
      return stacked ? value + (below[i] ?? 0) : value;
    });
    if (stacked) below = tops.map((top, i) => top ?? below[i] ?? null);
    return { name: one.name, colour: one.colour ?? COLOURS[at % COLOURS.length] ?? "flow", dash: one.dash ?? (!stacked && at >= DASHED_FROM), values: one.values, tops };
  });
}

function highest(lines: readonly Line[]): number {
  let most = 0;
  for (const line of lines) for (const top of line.tops) if (top !== null && top > most) most = top;
  return most;
}

/** Where all is counted in whole things, half of it is one, too: else an axis to 1 would say 1 twice. */
function mostOf(lines: readonly Line[]): number {
  const most = roundUp(highest(lines));
  const whole = lines.every((line) => line.tops.every((top) => top === null || Number.isInteger(top)));
  return whole ? 2 * Math.ceil(most / 2) : most;
}

/** A few digits and noughts: so that half and all of it are figures that one reads at a glance. */
export function roundUp(value: number): number {
  if (value <= 0) return 1;
  const unit = 10 ** Math.floor(Math.log10(value));
  for (const step of [1, 1.2, 1.6, 2, 3, 4, 5, 6, 8]) if (value <= step * unit) return step * unit;
  return 10 * unit;
}

/** Three times what is usual between points. */
function gapOf(times: readonly number[]): number {
  const steps = times.slice(1).map((time, i) => time - (times[i] ?? 0)).sort((a, b) => a - b);
  return 3 * (steps[Math.floor(steps.length / 2)] ?? 1_000);
}

/** The point that is nearest to a time; times rise. */
export function nearestOf(times: readonly number[], time: number): number {
  let low = 0;
  let high = times.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? 0) < time) low = middle + 1;
    else high = middle;
  }
  const before = times[low - 1];
  const after = times[low];
  return before !== undefined && after !== undefined && time - before < after - time ? low - 1 : low;
}
