import { type ComponentChildren } from "preact";
import { count, rate } from "../kit/amounts.ts";
import { millis, perSecond, type Point } from "./point.ts";

/** The few figures that one looks for first. */
export function Figures(props: { point: Point; stale: boolean }) {
  const { point } = props;
  const { p50, p99 } = point.latency;
  return (
    <dl class={props.stale ? "headline stale" : "headline"}>
      <Figure name="In" unit="msg/s">
        {rate(perSecond(point.in))}
      </Figure>
      <Figure name="Out" unit="msg/s">
        {rate(perSecond(point.out))}
      </Figure>
      <Figure name="Waiting" unit={point.waiting === 1 ? "message" : "messages"}>
        {count(point.waiting)}
      </Figure>
      <Figure name="Half were delivered within" unit={p50 === null ? "" : "ms"}>
        {p50 === null ? "–" : millis(p50)}
      </Figure>
      <Figure name="99 of 100 within" unit={p99 === null ? "" : "ms"}>
        {p99 === null ? "–" : millis(p99)}
      </Figure>
    </dl>
  );
}

function Figure(props: { name: string; unit: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{props.name}</dt>
      <dd>
        <b>{props.children}</b> <span class="unit">{props.unit}</span>
      </dd>
    </div>
  );
}
