import "./topics.css";
import { useMemo, useState } from "preact/hooks";
import { useKeys } from "../app/keys.ts";
import { go, setQuery, useRoute, view } from "../app/route.ts";
import { useRole } from "../app/session.ts";
import { count, rate, size } from "../kit/amounts.ts";
import { get } from "../kit/api.ts";
import { Button, Checkbox, Search } from "../kit/controls.tsx";
import { useLoad } from "../kit/load.ts";
import { Page } from "../kit/page.tsx";
import { Sparkline } from "../kit/sparkline.tsx";
import { type Column, DataTable } from "../kit/table.tsx";
import { Code, Empty, Failure, Skeleton, Word } from "../kit/texts.tsx";
import { openProduce } from "../produce/open.ts";
import { courseOf, noteRates } from "./course.ts";
import { CreateTopic } from "./create.tsx";
import { useLooks } from "./looks.ts";
import { matching, notes, type TopicFigures } from "./figures.ts";
import { useLagColumn } from "./lag.tsx";


/** The list of topics. */
export function Topics() {
  const { query } = useRoute();
  const internal = query.get("internal") === "true";
  const filter = query.get("q") ?? "";
  const [creating, setCreating] = useState(false);
  const forbidden = useRole("operate");
  const silent = useRole("produce");
  const topics = useTopics(internal);
  const lag = useLagColumn();
  const columns = useMemo(() => [...COLUMNS, ...lag], [lag]);
  const shown = useMemo(() => matching(topics.data ?? [], filter), [topics.data, filter]);
  useKeys({ n: () => forbidden || setCreating(true) }, "a new topic");
  return (
    <Page
      title="Topics"
      actions={
        <>
          <Button onClick={() => openProduce({})} reason={silent}>
            Produce
          </Button>
          <Button kind="main" onClick={() => setCreating(true)} reason={forbidden}>
            Create topic
          </Button>
        </>
      }
    >
      <div class="tools topics-tools">
        <Search label="Filter topics" value={filter} onInput={(q) => setQuery({ q })} />
        <Checkbox label="Kafka's own topics" checked={internal} onChange={(yes) => setQuery({ internal: yes ? "true" : undefined })} />
        {topics.data && <Shown shown={shown.length} all={topics.data.length} />}
      </div>
      <Notes topics={topics.data} error={topics.data && topics.error?.detail} />
      {topics.data ? (
        <DataTable label="Topics" columns={columns} rows={shown} rowKey={(topic) => topic.name} onOpen={(topic) => go(view(["topics", topic.name]))} limit={300} exportName="topics" empty={<Nothing filter={filter} />} />
      ) : topics.error ? (
        <Failure error={topics.error} again={topics.again} />
      ) : (
        <Skeleton />
      )}
      {creating && <CreateTopic onClose={() => setCreating(false)} />}
    </Page>
  );
}

function useTopics(internal: boolean) {
  const topics = useLoad((signal) => get<readonly TopicFigures[]>(`topics${internal ? "?internal=true" : ""}`, signal), [internal]);
  useLooks(topics.again);
  // Before the table is drawn, which shows the courses.
  useMemo(() => topics.data && noteRates(topics.data), [topics.data]);
  return topics;
}

function Shown(props: { shown: number; all: number }) {
  return (
    <span class="soft" role="status">
      {props.shown === props.all ? `${count(props.all)} ${props.all === 1 ? "topic" : "topics"}` : `${count(props.shown)} of ${count(props.all)}`}
    </span>
  );
}

function Notes(props: { topics: readonly TopicFigures[] | undefined; error: string | undefined }) {
  const told = [...notes(props.topics ?? []), ...(props.error ? [`${props.error} What you see is older.`] : [])];
  if (told.length === 0) return null;
  return (
    <div>
      {told.map((note) => (
        <p key={note}>
          <Word kind="stored">{note}</Word>
        </p>
      ))}
    </div>
  );
}

function Nothing(props: { filter: string }) {
  if (props.filter) return <Empty title="No topic is called so"><p>Nothing matches “{props.filter}”. <Button onClick={() => setQuery({ q: undefined })}>Show all</Button></p></Empty>;
  return (
    <Empty title="No topics yet">
      <p>Create one with the button above, or from the command line:</p>
      <Code text="weir topics create rides -p 6" />
    </Empty>
  );
}

const UNKNOWN = <span class="soft">–</span>;

const COLUMNS: readonly Column<TopicFigures>[] = [
  { name: "name", label: "Name", sort: ({ name }) => name, cell: ({ name }) => <a href={view(["topics", name])}>{name}</a> },
  { name: "partitions", label: "Partitions", align: "right", sort: ({ partitions }) => partitions, cell: (topic) => <Partitions topic={topic} /> },
  { name: "replication", label: "Replicas", align: "right", sort: ({ replication }) => replication, cell: ({ replication }) => replication },
  { name: "messages", label: "Messages", align: "right", sort: ({ messages }) => (messages === null ? null : BigInt(messages)), cell: ({ messages }) => (messages === null ? UNKNOWN : count(messages)) },
  { name: "bytes", label: "Size", align: "right", sort: ({ bytes }) => bytes, cell: ({ bytes }) => (bytes === null ? UNKNOWN : size(bytes)) },
  { name: "perSecond", label: "In/s", align: "right", width: "150px", sort: ({ perSecond }) => perSecond, cell: (topic) => <Rate topic={topic} /> },
  { name: "policy", label: "Policy", sort: ({ policy }) => policy, cell: ({ policy }) => policy ?? UNKNOWN },
];

function Partitions({ topic }: { topic: TopicFigures }) {
  if (topic.underReplicated === 0) return <>{count(topic.partitions)}</>;
  return (
    <>
      <Word kind="stored">{topic.underReplicated} behind</Word> {count(topic.partitions)}
    </>
  );
}

function Rate({ topic }: { topic: TopicFigures }) {
  return (
    <span class="topic-rate">
      {topic.perSecond === null ? UNKNOWN : rate(topic.perSecond)}
      <Sparkline values={courseOf(topic.name)} />
    </span>
  );
}
