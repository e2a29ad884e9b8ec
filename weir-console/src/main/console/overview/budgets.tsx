import { type ComponentChildren } from "preact";
import { count, size } from "../kit/amounts.ts";
import { Bar } from "../kit/bar.tsx";
import type { Point, Room } from "./point.ts";

/** What is used of what there is. */
export function Budgets(props: { point: Point; stale: boolean }) {
  const { memory, inFlight, disk, heap, files, cpu } = props.point;
  return (
    <dl class={props.stale ? "budgets stale" : "budgets"}>
      <Budget name="Memory for messages" room={memory} words={size} setting="limits.memory" />
      <Budget name="Messages in memory" room={inFlight} words={count} setting="limits.in-flight" />
      <Budget name="Log on disk" room={disk} words={size} setting="wal.limit" />
      <Budget name="Heap" room={heap} words={size} setting="-Xmx" />
      {files && (files.limit ?? 0) > 0 && <Budget name="Files and sockets" room={files} words={count} setting="ulimit -n" />}
      <Item name="CPU" tip="Of all processors, in the last second">
        <Bar used={cpu.used} of={cpu.cores} label="CPU" words={`${Math.round((100 * cpu.used) / cpu.cores)} % of ${cpu.cores} processors`} />
      </Item>
    </dl>
  );
}

function Budget(props: { name: string; room: Room; words: (amount: number) => string; setting: string }) {
  const { used, limit = 0 } = props.room;
  return (
    <Item name={props.name} tip={`Its limit is ${props.setting}`}>
      {limit > 0 ? <Bar used={used} of={limit} label={props.name} words={`${props.words(used)} of ${props.words(limit)}`} /> : props.words(used)}
    </Item>
  );
}

function Item(props: { name: string; tip: string; children: ComponentChildren }) {
  return (
    <div title={props.tip}>
      <dt>{props.name}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}
