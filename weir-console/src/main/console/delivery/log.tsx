import { useEffect, useState } from "preact/hooks";
import { setQuery, useRoute } from "../app/route.ts";
import { get } from "../kit/api.ts";
import { age, count, size } from "../kit/amounts.ts";
import { Select, TextField } from "../kit/controls.tsx";
import { useLoad } from "../kit/load.ts";
import { Empty } from "../kit/texts.tsx";
import { useTyped } from "../kit/typed.ts";
import { useFollow } from "./follow.ts";
import { LetterActs } from "./letters.tsx";
import { Messages } from "./messages.tsx";
import type { DeadLetters, Kind, Lane } from "./types.ts";
import { reason as said } from "./words.ts";

/** What is in the logs: messages that wait, or dead letters. */
export function Log(props: { kind: Kind; lanes: readonly Lane[] }) {
  const { kind } = props;
  const { query } = useRoute();
  const logged = props.lanes.filter((lane) => lane.logged);
  // Chosen once: it must not become another sink under somebody's hands.
  const [usual] = useState(() => logged.find((one) => amount(one, kind) > 0)?.sink);
  const lane = logged.find((one) => one.sink === (query.get("sink") ?? usual)) ?? logged[0];
  if (!lane) return <Empty title="No sink has a log">No route has one: what a sink does not take is refused, or waits in memory.</Empty>;
  return <LogOf key={`${kind} ${lane.sink}`} kind={kind} lane={lane} sinks={logged.map((one) => one.sink)} />;
}

function amount(lane: Lane, kind: Kind): number {
  return kind === "dead" ? lane.deadLetters : lane.waiting;
}

function LogOf(props: { kind: Kind; lane: Lane; sinks: readonly string[] }) {
  const { kind, lane } = props;
  const { query } = useRoute();
  const topic = query.get("topic") ?? "";
  const reason = kind === "dead" ? (query.get("reason") ?? "") : "";
  const [ticked, tick] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => tick(new Set()), [topic, reason]);
  const [changes, changed] = useState(0);
  const reasons = useLoad((signal) => (kind === "dead" ? get<DeadLetters>(`deadletters/${encodeURIComponent(lane.sink)}`, signal) : Promise.resolve(undefined)), [lane.sink, kind]);
  useFollow(kind === "dead" ? lane.deadLetters : 0, changes, reasons.again);
  const chosen = { sequences: [...ticked], reason, topic };
  const ofReason = reasons.data?.reasons.find((one) => one.reason === reason)?.count;
  const filtered = topic !== "" ? undefined : reason === "" ? lane.deadLetters : (ofReason ?? 0);
  return (
    <>
      <div class="tools">
        {props.sinks.length > 1 && <Select label="Sink" value={lane.sink} choices={props.sinks} onChange={(sink) => setQuery({ sink, open: undefined })} />}
        <TopicField topic={topic} />
        {kind === "dead" && <Reasons letters={reasons.data} reason={reason} />}
        <div class="tools-end">{kind === "dead" ? <LetterActs sink={lane.sink} chosen={chosen} {...shownCount(ticked.size || filtered)} onDone={() => (tick(new Set()), changed((n) => n + 1))} /> : <Summary lane={lane} />}</div>
      </div>
      <Messages kind={kind} sink={lane.sink} topic={topic} reason={reason} amount={amount(lane, kind)} changes={changes} {...(kind === "dead" && { picking: { keys: ticked, change: tick } })} />
    </>
  );
}

/** The list follows a moment after the last letter. */
function TopicField(props: { topic: string }) {
  const [typed, type] = useTyped(props.topic, (topic) => setQuery({ topic, open: undefined }));
  return <TextField label="Topic" placeholder="any; * for anything" value={typed} onInput={type} />;
}

function shownCount(value: number | undefined): { count?: number } {
  return value === undefined ? {} : { count: value };
}

function Summary(props: { lane: Lane }) {
  const { lane } = props;
  const oldest = lane.oldest === null ? "" : ` · the oldest for ${age(Math.max(0, Date.now() - lane.oldest))}`;
  return (
    <span class="soft">
      {count(lane.waiting)} wait{oldest} · {size(lane.logBytes)} on the disk
    </span>
  );
}

function Reasons(props: { letters: DeadLetters | undefined; reason: string }) {
  const known = props.letters?.reasons ?? [];
  const all = { value: "", label: `all ${props.letters ? count(props.letters.count) : ""}` };
  const choices = known.map((one) => ({ value: one.reason, label: `${said(one.reason)} ${count(one.count)}` }));
  if (props.reason && !known.some((one) => one.reason === props.reason)) choices.push({ value: props.reason, label: `${said(props.reason)} 0` });
  return <Select label="Reason" value={props.reason} choices={[all, ...choices]} onChange={(reason) => setQuery({ reason, open: undefined })} />;
}
