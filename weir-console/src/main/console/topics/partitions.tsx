import { count, size } from "../kit/amounts.ts";
import { type Column, DataTable } from "../kit/table.tsx";
import { Word } from "../kit/texts.tsx";
import { messagesOf, type PartitionFigures, type TopicDetail } from "./figures.ts";

/** Where each partition is, what it holds, and whether its replicas follow. */
export function PartitionsTab(props: { topic: TopicDetail }) {
  return <DataTable label="Partitions" columns={COLUMNS} rows={props.topic.partitions} rowKey={({ partition }) => String(partition)} exportName={`${props.topic.name}-partitions`} limit={300} />;
}

const UNKNOWN = <span class="soft">–</span>;

function offset(of: string | null) {
  return of === null ? UNKNOWN : count(of);
}

function big(of: string | null): bigint | null {
  return of === null ? null : BigInt(of);
}

const COLUMNS: readonly Column<PartitionFigures>[] = [
  { name: "partition", label: "Partition", align: "right", width: "12ch", sort: ({ partition }) => partition, cell: ({ partition }) => partition },
  { name: "begin", label: "Begin", align: "right", sort: ({ begin }) => big(begin), cell: ({ begin }) => offset(begin) },
  { name: "end", label: "End", align: "right", sort: ({ end }) => big(end), cell: ({ end }) => offset(end) },
  { name: "messages", label: "Messages", align: "right", sort: messagesOf, cell: (one) => offset(messagesOf(one)?.toString() ?? null) },
  { name: "bytes", label: "Size", align: "right", sort: ({ bytes }) => bytes, cell: ({ bytes }) => (bytes === null ? UNKNOWN : size(bytes)) },
  { name: "leader", label: "Leader", align: "right", sort: ({ leader }) => leader, cell: ({ leader }) => (leader === null ? <Word kind="lost">none</Word> : leader) },
  { name: "replicas", label: "Replicas", sort: ({ replicas }) => replicas.join(" "), cell: ({ replicas }) => replicas.join(", ") },
  { name: "inSync", label: "In sync", sort: ({ inSync }) => inSync.join(" "), cell: (one) => <InSync of={one} /> },
];

function InSync({ of }: { of: PartitionFigures }) {
  const behind = of.replicas.filter((id) => !of.inSync.includes(id));
  if (behind.length === 0) return <Word kind="fine">all</Word>;
  return <Word kind="stored">not {behind.join(", ")}</Word>;
}
