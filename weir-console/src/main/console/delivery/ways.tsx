import { get } from "../kit/api.ts";
import { count, size } from "../kit/amounts.ts";
import { useLoad } from "../kit/load.ts";
import { type Column, DataTable } from "../kit/table.tsx";
import { Empty, Failure, Skeleton } from "../kit/texts.tsx";
import type { Rate, Way } from "./types.ts";

/** Where the messages of each topic go. */
export function Ways(props: { changes: number }) {
  const { data, error, again } = useLoad((signal) => get<readonly Way[]>("routes", signal), [props.changes]);
  if (error && !data) return <Failure error={error} again={again} />;
  return data ? <Table ways={data} /> : <Skeleton lines={3} />;
}

function Table(props: { ways: readonly Way[] }) {
  const rows = props.ways.map((way, at) => ({ ...way, at: at + 1 }));
  return <DataTable label="Routes" columns={COLUMNS} rows={rows} rowKey={(row) => String(row.at)} exportName="routes" empty={<Empty title="No routes">Every topic goes to kafka.</Empty>} />;
}

function to(way: Way): string {
  const sinks = way.to.map((sink) => (way.slices[sink] === undefined ? sink : `${sink} (${Math.round(1000 * way.slices[sink]) / 10} %)`));
  return sinks.length > 0 ? sinks.join(", ") : "nowhere: refused";
}

function rate(of: Rate | null, unit: (value: number) => string): string {
  if (!of) return "–";
  return `${unit(of.amount)} in ${of.seconds === 1 ? "1 s" : `${count(of.seconds)} s`}`;
}

type Row = Way & { at: number };

const COLUMNS: readonly Column<Row>[] = [
  { name: "at", label: "#", align: "right", width: "5ch", cell: (row) => row.at, sort: (row) => row.at },
  { name: "topic", label: "topic", cell: (row) => row.topic, sort: (row) => row.topic, mono: true },
  { name: "to", label: "to", cell: to, sort: to },
  { name: "wal", label: "log", cell: (row) => row.wal, sort: (row) => row.wal },
  { name: "acks", label: "level", cell: (row) => row.acks ?? <span class="soft">of the way in</span>, sort: (row) => row.acks },
  { name: "rate", label: "rate", align: "right", cell: (row) => rate(row.rate, count), sort: (row) => row.rate?.amount },
  { name: "rateBytes", label: "rate of bytes", align: "right", cell: (row) => rate(row.rateBytes, size), sort: (row) => row.rateBytes?.amount },
];
