// Cells that lists and tables of groups share.
import { count, rate } from "../kit/amounts.ts";
import type { Column } from "../kit/table.tsx";
import { Word } from "../kit/texts.tsx";
import type { Progress } from "./model.ts";
import { behindWords, emptyInWords, isStuck, stateKind, trendSign } from "./words.ts";

export const UNKNOWN = <span class="soft">–</span>;

export function State(props: { state: string }) {
  return <Word kind={stateKind(props.state)}>{props.state}</Word>;
}

export function Lag(props: { of: Progress }) {
  const { lag, trend } = props.of;
  if (lag === null) return UNKNOWN;
  return (
    <span class="group-lag" title={trend ?? undefined}>
      {count(lag)}
      {trend && (
        <span class={trend === "growing" ? "trend growing" : "trend"}>
          <span aria-hidden="true">{trendSign(trend)}</span>
          <span class="unseen"> {trend}</span>
        </span>
      )}
    </span>
  );
}

export function EmptyIn(props: { of: Progress }) {
  if (isStuck(props.of)) return <Word kind="stored">never</Word>;
  const words = emptyInWords(props.of);
  return <span class={/^\d/.test(words) ? undefined : "soft"}>{words}</span>;
}

function Rate(props: { of: number | null }) {
  return props.of === null ? UNKNOWN : <>{rate(props.of)}</>;
}

/** Lag, since when, the rates, and when it is over. */
export function progressColumns<T extends Progress>(): readonly Column<T>[] {
  return [
    { name: "lag", label: "Lag", align: "right", sort: ({ lag }) => (lag === null ? null : BigInt(lag)), cell: (row) => <Lag of={row} /> },
    { name: "behindMillis", label: "Behind", align: "right", sort: ({ behindMillis }) => behindMillis, cell: (row) => behindWords(row) },
    { name: "inPerSecond", label: "In/s", align: "right", sort: ({ inPerSecond }) => inPerSecond, cell: (row) => <Rate of={row.inPerSecond} /> },
    { name: "outPerSecond", label: "Out/s", align: "right", sort: ({ outPerSecond }) => outPerSecond, cell: (row) => <Rate of={row.outPerSecond} /> },
    { name: "emptyInSeconds", label: "Empty in", align: "right", sort: ({ emptyInSeconds }) => emptyInSeconds, cell: (row) => <EmptyIn of={row} /> },
  ];
}
