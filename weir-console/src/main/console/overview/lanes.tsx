import { go } from "../app/route.ts";
import { age, count, rate, size } from "../kit/amounts.ts";
import { Bar } from "../kit/bar.tsx";
import { clock, useCell } from "../kit/cell.ts";
import { Sparkline } from "../kit/sparkline.tsx";
import { type Column, DataTable } from "../kit/table.tsx";
import { type Kind, Skeleton, Word } from "../kit/texts.tsx";
import { useLive } from "../live/stream.ts";
import type { Count } from "./point.ts";

interface Lane {
  readonly sink: string;
  readonly kind: string;
  readonly breaker: "closed" | "open" | "half_open";
  readonly held: boolean;
  readonly waiting: number;
  readonly queued: number;
  readonly inFlight: number;
  readonly deadLetters: number;
  readonly logged: boolean;
  readonly logBytes: number;
  readonly logLimit: number;
  readonly topicsAwayCount?: number;
  readonly oldest?: number | null;
}

interface LanesPoint {
  readonly lanes: readonly Lane[];
}

/** How many seconds the small lines show. */
const COURSE = 60;

/** Each sink's lane; the page Delivery tells all of it. */
export function LanesTable(props: { out: Readonly<Record<string, Count>>; stale: boolean }) {
  const { last, points } = useLive<LanesPoint>("lanes");
  const now = useCell(clock);
  if (!last) return <Skeleton lines={2} />;
  const course = (sink: string) => points.slice(-COURSE).map((point) => point.lanes.find((lane) => lane.sink === sink)?.waiting);
  const columns: Column<Lane>[] = [
    { name: "sink", label: "sink", cell: (lane) => <><b>{lane.sink}</b> {lane.kind !== lane.sink && <span class="unit">{lane.kind}</span>}</>, sort: (lane) => lane.sink },
    { name: "state", label: "state", cell: (lane) => <State lane={lane} />, sort: (lane) => lane.breaker },
    { name: "out", label: "out msg/s", align: "right", cell: (lane) => rate(props.out[lane.sink]?.perSecond ?? 0), sort: (lane) => props.out[lane.sink]?.perSecond ?? 0 },
    { name: "flight", label: "under way", align: "right", cell: (lane) => count(lane.inFlight), sort: (lane) => lane.inFlight },
    { name: "waiting", label: "waiting", align: "right", cell: (lane) => count(lane.waiting), sort: (lane) => lane.waiting },
    { name: "course", label: "last minute", cell: (lane) => <Sparkline values={course(lane.sink)} label={`Waiting for ${lane.sink} in the last minute`} /> },
    { name: "oldest", label: "oldest", align: "right", cell: (lane) => (lane.oldest ? age(Math.max(0, now - lane.oldest)) : "–"), sort: (lane) => lane.oldest ?? Infinity },
    { name: "log", label: "log", cell: (lane) => <Log lane={lane} />, sort: (lane) => lane.logBytes },
    { name: "dead", label: "dead letters", align: "right", cell: (lane) => (lane.deadLetters > 0 ? <Word kind="lost">{count(lane.deadLetters)}</Word> : "0"), sort: (lane) => lane.deadLetters },
  ];
  return (
    <div class={props.stale ? "stale" : undefined}>
      <DataTable label="Lanes" columns={columns} rows={last.lanes} rowKey={(lane) => lane.sink} onOpen={(lane) => go("#/delivery", { sink: lane.sink })} />
    </div>
  );
}

const STATES: Readonly<Record<Lane["breaker"], readonly [kind: Kind, shape: string, word: string]>> = {
  closed: ["fine", "●", "takes messages"],
  half_open: ["stored", "◐", "is being tried"],
  open: ["lost", "○", "away"],
};

function State(props: { lane: Lane }) {
  const { lane } = props;
  if (lane.held) return <Word kind="stored" shape="○">held back</Word>;
  const [kind, shape, word] = STATES[lane.breaker];
  const away = lane.topicsAwayCount ?? 0;
  if (lane.breaker === "closed" && away > 0) return <Word kind="stored">but for {count(away)} {away === 1 ? "topic" : "topics"}</Word>;
  return (
    <Word kind={kind} shape={shape}>
      {word}
    </Word>
  );
}

function Log(props: { lane: Lane }) {
  const { logged, logBytes, logLimit, sink } = props.lane;
  if (!logged) return <span class="soft">none</span>;
  return <Bar used={logBytes} of={logLimit} label={`Log of ${sink}`} words={`${size(logBytes)} of ${size(logLimit)}`} />;
}
