import { get } from "../kit/api.ts";
import { parseJson, pretty as indented } from "../kit/json.ts";
import { count, size } from "../kit/amounts.ts";
import { Drawer } from "../kit/dialog.tsx";
import { useLoad } from "../kit/load.ts";
import { Code, Failure, Skeleton } from "../kit/texts.tsx";
import type { Content, Kind, Message } from "./types.ts";
import { reason as said } from "./words.ts";

/** One message of the log, whole. */
export function Reader(props: { kind: Kind; sink: string; sequence: string; onClose: () => void }) {
  const { kind, sink, sequence } = props;
  const { data, error, again } = useLoad((signal) => get<Message>(`wal/${encodeURIComponent(sink)}/${sequence}?kind=${kind}`, signal), [kind, sink, sequence]);
  return (
    <Drawer title={`${kind === "dead" ? "Dead letter" : "Message"} ${count(sequence)} of ${sink}`} onClose={props.onClose}>
      {error && !data ? <Failure error={error} again={again} /> : data ? <Whole message={data} /> : <Skeleton />}
      <Code label="The same from the command line" text={`weir wal show ${sequence} --sink ${sink}${kind === "dead" ? " --dead" : ""}`} />
    </Drawer>
  );
}

function Whole(props: { message: Message }) {
  const { message } = props;
  return (
    <>
      {message.reason && (
        <p class="why">
          <b>{said(message.reason.code)}</b> {message.reason.what}: {message.reason.why}. {message.reason.remedy}.
        </p>
      )}
      <dl class="facts">
        <Row name="Topic" value={message.topic} />
        <Row name="Partition" value={message.partition !== null ? String(message.partition) : message.key === null ? "any" : "by its key"} />
        <Row name="Time" value={new Date(message.time).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "medium" })} />
        <Row name="Size" value={size(message.size)} />
      </dl>
      <Part name="Key" content={message.key} />
      <Part name="Value" content={message.value} />
      {message.headers.map((header, i) => (
        <Part key={i} name={`Header ${header.name}`} content={header.value} />
      ))}
    </>
  );
}

function Row(props: { name: string; value: string }) {
  return (
    <div>
      <dt>{props.name}</dt>
      <dd>{props.value}</dd>
    </div>
  );
}

function Part(props: { name: string; content: Content | null }) {
  const { name, content } = props;
  if (!content) {
    return (
      <p class="soft">
        {name}: null
      </p>
    );
  }
  const cut = content.truncated ? `, cut: it has ${size(content.bytes)}` : "";
  return <Code label={`${name}${content.as === "hex" ? ", hexadecimal" : ""}${cut}`} text={pretty(content)} />;
}

/** JSON in its lines, every number as it came; all else as it is. */
function pretty(content: Content): string {
  const json = content.as === "text" && !content.truncated && /^\s*[[{]/.test(content.text) ? parseJson(content.text) : undefined;
  return json ? indented(json) : content.text;
}
