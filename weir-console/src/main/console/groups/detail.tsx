import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";
import { view } from "../app/route.ts";
import { count, plural, rate } from "../kit/amounts.ts";
import { Chart } from "../kit/chart.tsx";
import { Part } from "../kit/page.tsx";
import { type Column, DataTable } from "../kit/table.tsx";
import { Empty } from "../kit/texts.tsx";
import { EmptyIn, Lag, progressColumns, State, UNKNOWN } from "./figures.tsx";
import type { GroupDetail, Member, Partition, Past } from "./model.ts";
import { behindWords, placesWords } from "./words.ts";

/** The group in one line. */
export function Facts(props: { group: GroupDetail }) {
  const { group } = props;
  return (
    <dl class="group-facts">
      <Fact name="State" of={<State state={group.state} />} />
      <Fact name="Type" of={group.type} />
      <Fact name="Members" of={count(group.members.length)} />
      <Fact name="Lag" of={<Lag of={group} />} />
      <Fact name="Behind" of={behindWords(group)} />
      <Fact name="In" of={perSecond(group.inPerSecond)} />
      <Fact name="Out" of={perSecond(group.outPerSecond)} />
      <Fact name="Empty in" of={<EmptyIn of={group} />} />
    </dl>
  );
}

function Fact(props: { name: string; of: ComponentChildren }) {
  return (
    <div>
      <dt>{props.name}</dt>
      <dd>{props.of}</dd>
    </div>
  );
}

function perSecond(value: number | null) {
  if (value === null) return UNKNOWN;
  return (
    <>
      {rate(value)}
      <span class="unit">/s</span>
    </>
  );
}

/** What the gateway saw over the last hour. */
export function Hour(props: { group: GroupDetail; stale: boolean }) {
  const past = useMemo(() => withNow(props.group), [props.group]);
  if (past.at.length < 2) return <p class="soft">The course of the lag is drawn from the second look on, which comes within ten seconds.</p>;
  return (
    <div class="group-charts">
      <Chart title="Lag" unit="messages" times={past.at} series={[{ name: "lag", values: past.lag }]} format={count} stale={props.stale} />
      <Chart
        title="In and out"
        unit="msg/s"
        times={past.at}
        series={[
          { name: "in", values: past.inPerSecond },
          { name: "out", values: past.outPerSecond, colour: "fine", dash: true },
        ]}
        stale={props.stale}
      />
    </div>
  );
}

/** The hour has a point each ten seconds; what is seen now comes after them. */
function withNow(group: GroupDetail): Past {
  const { past, at, lag } = group;
  if (lag === null || at <= (past.at[past.at.length - 1] ?? 0)) return past;
  return {
    at: [...past.at, at],
    lag: [...past.lag, Number(lag)],
    inPerSecond: [...past.inPerSecond, group.inPerSecond],
    outPerSecond: [...past.outPerSecond, group.outPerSecond],
  };
}

export function Partitions(props: { group: GroupDetail }) {
  const { group } = props;
  return (
    <Part title={<>Partitions <span class="soft">{count(group.partitions.length)}</span></>}>
      <DataTable
        label={`Partitions of ${group.group}`}
        columns={columns(group)}
        rows={group.partitions}
        rowKey={({ topic, partition }) => `${topic}/${partition}`}
        limit={500}
        exportName={`${group.group}-partitions`}
        empty={<Empty title="Nothing committed"><p>The group has no offset in any topic yet.</p></Empty>}
      />
    </Part>
  );
}

function columns(group: GroupDetail): readonly Column<Partition>[] {
  const clients = new Map(group.members.map(({ id, client }) => [id, client]));
  const client = ({ member }: Partition) => (member === null ? null : (clients.get(member) ?? member));
  return [
    { name: "topic", label: "Topic", sort: ({ topic }) => topic, cell: ({ topic }) => <a href={view(["topics", topic])}>{topic}</a> },
    { name: "partition", label: "Partition", align: "right", sort: ({ partition }) => partition, cell: ({ partition }) => partition },
    offset("begin", "Begin", ({ begin }) => begin),
    offset("committed", "Committed", ({ committed }) => committed),
    offset("end", "End", ({ end }) => end),
    ...progressColumns<Partition>(),
    { name: "client", label: "Read by", sort: client, cell: (row) => client(row) ?? <span class="soft">nobody</span> },
  ];
}

function offset(name: string, label: string, of: (row: Partition) => string | null): Column<Partition> {
  return {
    name,
    label,
    align: "right",
    mono: true,
    sort: (row) => (of(row) === null ? null : BigInt(of(row) ?? 0)),
    cell: (row) => of(row) ?? UNKNOWN,
  };
}

export function Members(props: { group: GroupDetail }) {
  const { group } = props;
  return (
    <Part title={<>Members <span class="soft">{count(group.members.length)}</span></>}>
      <DataTable
        label={`Members of ${group.group}`}
        columns={MEMBERS}
        rows={group.members}
        rowKey={({ id }) => id}
        limit={500}
        exportName={`${group.group}-members`}
        empty={<p class="soft">Nobody is in the group: {group.lag === null || group.lag === "0" ? "nothing waits for it." : `${plural(group.lag, "message")} wait until somebody comes.`}</p>}
      />
    </Part>
  );
}

const MEMBERS: readonly Column<Member>[] = [
  { name: "client", label: "Client", sort: ({ client }) => client, cell: ({ client }) => client },
  { name: "host", label: "Host", sort: ({ host }) => host, mono: true, cell: ({ host }) => host },
  { name: "partitions", label: "Reads", sort: ({ partitions }) => partitions.length, plain: ({ partitions }) => placesWords(partitions), cell: ({ partitions }) => (partitions.length === 0 ? <span class="soft">nothing</span> : placesWords(partitions)) },
  { name: "instance", label: "Instance", sort: ({ instance }) => instance, cell: ({ instance }) => instance ?? UNKNOWN },
  { name: "id", label: "Member", sort: ({ id }) => id, mono: true, cell: ({ id }) => <span title={id}>{id}</span> },
];
