import "./topics.css";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { go, useRoute, view } from "../app/route.ts";
import { useRole } from "../app/session.ts";
import { count, rate, size } from "../kit/amounts.ts";
import { get, send } from "../kit/api.ts";
import { useCell } from "../kit/cell.ts";
import { Button } from "../kit/controls.tsx";
import { Confirm } from "../kit/dialog.tsx";
import { useLoad } from "../kit/load.ts";
import { Page, Tabs } from "../kit/page.tsx";
import { Sparkline } from "../kit/sparkline.tsx";
import { Failure, Skeleton, Word } from "../kit/texts.tsx";
import { toast } from "../kit/toast.tsx";
import { MessagesTab } from "../messages/messages.tsx";
import { openProduce, sendings } from "../produce/open.ts";
import { deleteCommand } from "./commands.ts";
import { type Look, rateBetween, sentTo, type TopicDetail } from "./figures.ts";
import { GrowTopic } from "./grow.tsx";
import { useLooks } from "./looks.ts";
import { PartitionsTab } from "./partitions.tsx";
import { SettingsTab } from "./settings.tsx";

const COURSE_MAX = 24;

const TABS = [
  ["messages", "Messages"],
  ["partitions", "Partitions"],
  ["config", "Config"],
] as const;

/** One topic: its figures, and a tab for each thing that can be seen of it. */
export function Topic(props: { name: string }) {
  const { query } = useRoute();
  const tab = query.get("tab") ?? "messages";
  const topic = useTopic(props.name);
  if (!topic.data && topic.error) {
    return (
      <Page title={props.name}>
        <Failure error={topic.error} again={topic.again} />
        <p>
          <a href="#/topics">All topics</a>
        </p>
      </Page>
    );
  }
  return (
    <Page title={<Title name={props.name} />} name={props.name} actions={<Actions name={props.name} topic={topic.data} again={topic.again} />}>
      <Facts topic={topic.data} error={topic.error?.detail} />
      <Tabs label="What is shown of the topic" now={tab} tabs={TABS.map(([name, label]) => ({ name, label, href: view(["topics", props.name], { tab: name }) }))} />
      {tab === "partitions" ? topic.data ? <PartitionsTab topic={topic.data} /> : <Skeleton /> : tab === "config" ? <SettingsTab topic={props.name} /> : <MessagesTab topic={props.name} partitions={topic.data?.partitions.length} />}
    </Page>
  );
}

function useTopic(name: string) {
  const topic = useLoad((signal) => get<TopicDetail>(`topics/${encodeURIComponent(name)}`, signal), [name]);
  const sent = useCell(sendings);
  useLooks(topic.again);
  // What was just sent from here shows at once.
  useEffect(() => {
    if (sent > 0) topic.again();
  }, [sent]);
  return topic;
}

function Title(props: { name: string }) {
  return (
    <>
      <a href="#/topics">Topics</a> <span class="soft">/</span> {props.name}
    </>
  );
}

function Facts(props: { topic: TopicDetail | undefined; error: string | undefined }) {
  const { topic } = props;
  const course = useCourse(topic);
  if (!topic) return <p class="topic-facts"> </p>;
  const behind = topic.partitions.filter(({ replicas, inSync }) => inSync.length < replicas.length).length;
  const now = course.at(-1);
  return (
    <div class="topic-facts">
      <span>
        <b>{count(topic.partitions.length)}</b> {topic.partitions.length === 1 ? "partition" : "partitions"} × {topic.replication} {topic.replication === 1 ? "replica" : "replicas"}
      </span>
      <span>
        <b>{topic.messages === null ? "–" : count(topic.messages)}</b> {topic.messages === "1" ? "message" : "messages"}
      </span>
      <span>
        <b>{topic.bytes === null ? "–" : size(topic.bytes)}</b>
      </span>
      <span class="topic-rate">
        <span>
          <b>{typeof now === "number" ? rate(now) : "–"}</b> /s in
        </span>
        <Sparkline values={course} />
      </span>
      {behind > 0 && <Word kind="stored">{count(behind)} {behind === 1 ? "partition" : "partitions"} with replicas behind</Word>}
      {topic.internal && <Word kind="soft">Kafka's own</Word>}
      {(topic.note ?? props.error) && <Word kind="stored">{topic.note ?? `${props.error} What you see is older.`}</Word>}
    </div>
  );
}

/** The rates from one look to the next. */
function useCourse(topic: TopicDetail | undefined): readonly (number | null)[] {
  const seen = useRef<{ last?: Look; course: (number | null)[] }>({ course: [] });
  return useMemo(() => {
    if (!topic) return seen.current.course;
    const now = { at: performance.now(), sent: sentTo(topic) };
    const { last, course } = seen.current;
    seen.current = { last: now, course: last ? [...course, rateBetween(last, now)].slice(-COURSE_MAX) : course };
    return seen.current.course;
  }, [topic]);
}

function Actions(props: { name: string; topic: TopicDetail | undefined; again: () => void }) {
  const { name, topic } = props;
  const forbidden = useRole("operate");
  const silent = useRole("produce");
  const [over, setOver] = useState<"delete" | "grow">();
  const reason = forbidden ?? (topic ? undefined : "The topic is still being asked for.");
  const own = topic?.internal ? "It is one of Kafka's own." : undefined;
  const close = () => setOver(undefined);
  return (
    <>
      <Button onClick={() => setOver("grow")} reason={reason ?? own}>
        Add partitions…
      </Button>
      <Button onClick={() => setOver("delete")} reason={reason ?? own}>
        Delete…
      </Button>
      <Button kind="main" onClick={() => openProduce({ topic: name })} reason={silent}>
        Produce
      </Button>
      {over === "grow" && topic && <GrowTopic topic={topic} onClose={close} onDone={props.again} />}
      {over === "delete" && topic && <DeleteTopic topic={topic} onClose={close} />}
    </>
  );
}

function DeleteTopic(props: { topic: TopicDetail; onClose: () => void }) {
  const { name, messages, bytes, partitions } = props.topic;
  const act = async () => {
    await send("DELETE", `topics/${encodeURIComponent(name)}`);
    toast(`Topic ${name} is gone`);
    go("#/topics");
  };
  return (
    <Confirm
      title={`Delete ${name}`}
      what={
        <>
          The topic and all it holds will be gone: <b>{messages === null ? "an unknown number of messages" : `${count(messages)} ${messages === "1" ? "message" : "messages"}`}</b>
          {bytes === null ? "" : ` (${size(bytes)})`} in {count(partitions.length)} {partitions.length === 1 ? "partition" : "partitions"}. Nobody can bring them back. Who still sends to it will fail, or make it anew where the brokers allow that.
        </>
      }
      name={name}
      command={deleteCommand(name)}
      yes="Delete"
      danger
      act={act}
      onClose={props.onClose}
    />
  );
}
