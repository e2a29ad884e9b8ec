// What the channel `overview` tells, and what the page makes of it.
import type { Colour, Series } from "../kit/chart.tsx";
import type { Kind } from "../kit/texts.tsx";

export interface Count {
  /** In the newest point alone, as all totals and limits. */
  readonly total?: number;
  readonly perSecond: number;
  readonly reasons?: Readonly<Record<string, number>>;
}

export interface Room {
  readonly used: number;
  readonly limit?: number;
}

export interface Audit {
  readonly accepted: number;
  readonly recovered: number;
  readonly requeued: number;
  readonly delivered: number;
  readonly deadLettered: number;
  readonly lost: number;
  readonly waiting: number;
  readonly difference: number;
  readonly holds: boolean;
  readonly moving: boolean;
}

export interface Trouble {
  readonly kind: Kind;
  readonly what: string;
  readonly why: string;
  readonly remedy: string;
  readonly link?: string;
  readonly since?: number;
}

export type Outcome = "accepted" | "delivered" | "stored" | "deadLettered" | "lost" | "refused";

export interface Point {
  readonly at: number;
  readonly word?: { readonly kind: Kind; readonly text: string };
  readonly in: Readonly<Record<string, Count>>;
  readonly out: Readonly<Record<string, Count>>;
  readonly outcomes: Readonly<Record<Outcome, Count>>;
  readonly latency: { readonly p50: number | null; readonly p99: number | null; readonly max: number | null };
  readonly waiting: number;
  /** Sinks that are away. */
  readonly away: number;
  readonly memory: Room;
  readonly inFlight: Room;
  readonly disk: Room;
  readonly heap: Room;
  readonly files?: Room;
  readonly cpu: { readonly used: number; readonly cores: number };
  readonly audit?: Audit;
  readonly wrong?: readonly Trouble[];
}

/** How far back the charts go: the least that has room for all there is, so that a young gateway's first minute is no sliver. */
const SPANS_MS = [60_000, 120_000, 300_000];

/** What each way in is called, in the order in which they lie on each other. */
const WAYS: readonly (readonly [name: string, label: string, colour: Colour])[] = [
  ["push", "push", "flow"],
  ["topics", "topics", "violet"],
  ["rest", "REST", "fine"],
  ["grpc", "gRPC", "pink"],
  ["frames", "frames", "soft"],
];

/** With one at the left edge that has no values, so that the time axis keeps its length while points come. */
export function timesOf(points: readonly Point[]): number[] {
  const last = points[points.length - 1]?.at ?? 0;
  const there = last - (points[0]?.at ?? last);
  const span = SPANS_MS.find((one) => there < one) ?? there + 1_000;
  return [last - span, ...points.map((point) => point.at)];
}

function values(points: readonly Point[], of: (point: Point) => number | null | undefined): (number | null)[] {
  return [null, ...points.map((point) => of(point) ?? null)];
}

/** Those ways that were used in the time shown; the first where none was. */
export function inSeries(points: readonly Point[]): Series[] {
  const used = WAYS.filter(([name]) => points.some((point) => (point.in[name]?.perSecond ?? 0) > 0));
  return (used.length > 0 ? used : WAYS.slice(0, 1)).map(([name, label, colour]) => ({
    name: label,
    colour,
    values: values(points, (point) => point.in[name]?.perSecond),
  }));
}

const SINK_COLOURS: readonly Colour[] = ["flow", "violet", "fine", "pink", "soft"];

/** What left, by sink; and what did not get there, where there was any of it. */
export function outSeries(points: readonly Point[]): Series[] {
  const sinks = Object.keys(points[points.length - 1]?.out ?? {});
  const delivered: Series[] = sinks.map((sink, i) => ({
    name: sinks.length === 1 ? "delivered" : sink,
    colour: SINK_COLOURS[i % SINK_COLOURS.length] ?? "flow",
    values: values(points, (point) => point.out[sink]?.perSecond),
  }));
  const ill = (name: string, colour: Colour, dash: boolean, of: (point: Point) => number | null): Series[] =>
    points.some((point) => (of(point) ?? 0) > 0) ? [{ name, colour, dash, values: values(points, of) }] : [];
  return [
    ...delivered,
    // While all is well the log is written too, for who wants that before the answer: nothing ill.
    ...ill("stored", "stored", false, (point) => (point.away > 0 ? point.outcomes.stored.perSecond : null)),
    ...ill("refused", "lost", true, (point) => point.outcomes.refused.perSecond),
    ...ill("dead letters", "pink", true, (point) => point.outcomes.deadLettered.perSecond),
    ...ill("lost", "lost", false, (point) => point.outcomes.lost.perSecond),
  ];
}

export function latencySeries(points: readonly Point[]): Series[] {
  return [
    { name: "p50", colour: "flow", values: values(points, (point) => point.latency.p50) },
    { name: "p99", colour: "violet", values: values(points, (point) => point.latency.p99) },
    { name: "max", colour: "soft", dash: true, values: values(points, (point) => point.latency.max) },
  ];
}

export function perSecond(of: Readonly<Record<string, Count>>): number {
  return Object.values(of).reduce((sum, one) => sum + one.perSecond, 0);
}

/** Milliseconds with three digits at most. */
export function millis(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString("en-US");
  return String(Number(value.toPrecision(value < 1 ? 2 : 3)));
}

export interface Term {
  readonly name: string;
  readonly count: number;
}

/** Both sides of the books; what is usually nought is left out where it is. */
export function sides(audit: Audit): readonly [readonly Term[], readonly Term[]] {
  const term = (name: string, count: number, always = false): Term[] => (always || count !== 0 ? [{ name, count }] : []);
  return [
    [...term("accepted", audit.accepted, true), ...term("recovered", audit.recovered), ...term("requeued", audit.requeued)],
    [
      ...term("delivered", audit.delivered, true),
      ...term("waiting", audit.waiting, true),
      ...term("dead-lettered", audit.deadLettered, true),
      ...term("lost", audit.lost),
    ],
  ];
}

/** Whether nothing was ever sent here. */
export function untouched(point: Point): boolean {
  const { audit, outcomes } = point;
  return audit !== undefined && audit.accepted + audit.recovered === 0 && (outcomes.refused.total ?? 0) === 0;
}
