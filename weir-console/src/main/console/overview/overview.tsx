import "./overview.css";
import { useMemo } from "preact/hooks";
import { Chart } from "../kit/chart.tsx";
import { age } from "../kit/amounts.ts";
import { Page, Part } from "../kit/page.tsx";
import { Skeleton, Word } from "../kit/texts.tsx";
import { useLive, useStale } from "../live/stream.ts";
import { Books } from "./books.tsx";
import { Budgets } from "./budgets.tsx";
import { Figures } from "./figures.tsx";
import { First } from "./first.tsx";
import { LanesTable } from "./lanes.tsx";
import { inSeries, latencySeries, millis, outSeries, type Point, timesOf, untouched } from "./point.ts";
import { Wrong } from "./wrong.tsx";

/** Does it flow? */
export function Overview() {
  const { last, points } = useLive<Point>("overview");
  const stale = useStale();
  return (
    <Page title="Overview" actions={last && <Standing last={last} stale={stale} />}>
      {last ? <Seen last={last} points={points} stale={stale !== undefined} /> : <Skeleton />}
    </Page>
  );
}

function Standing(props: { last: Point; stale: number | undefined }) {
  if (props.stale !== undefined) return <span class="soft">as of {age(props.stale)} ago</span>;
  return props.last.wrong?.length === 0 ? <Word kind="fine">Nothing is wrong</Word> : null;
}

function Seen(props: { last: Point; points: readonly Point[]; stale: boolean }) {
  const { last, stale } = props;
  return (
    <>
      {last.wrong && last.wrong.length > 0 && <Wrong troubles={last.wrong} />}
      {untouched(last) ? (
        <First />
      ) : (
        <>
          <Figures point={last} stale={stale} />
          <Charts points={props.points} stale={stale} />
        </>
      )}
      <Part title="Lanes" actions={<a href="#/delivery">Delivery</a>}>
        <LanesTable out={last.out} stale={stale} />
      </Part>
      {last.audit && (
        <Part title="Books">
          <Books audit={last.audit} stale={stale} />
        </Part>
      )}
      <Part title="Room">
        <Budgets point={last} stale={stale} />
      </Part>
    </>
  );
}

function Charts(props: { points: readonly Point[]; stale: boolean }) {
  const { points, stale } = props;
  const drawn = useMemo(() => ({ times: timesOf(points), into: inSeries(points), out: outSeries(points), latency: latencySeries(points) }), [points]);
  return (
    <section class="charts overview-charts" aria-label="The last minutes">
      <Chart title="In" unit="msg/s" series={drawn.into} times={drawn.times} stacked stale={stale} />
      <Chart title="Out" unit="msg/s" series={drawn.out} times={drawn.times} stale={stale} />
      <Chart title="Latency" unit="ms" series={drawn.latency} times={drawn.times} format={millis} stale={stale} />
    </section>
  );
}
