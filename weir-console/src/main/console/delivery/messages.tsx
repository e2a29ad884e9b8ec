import { useState } from "preact/hooks";
import { setQuery, useRoute } from "../app/route.ts";
import { get } from "../kit/api.ts";
import { count, size } from "../kit/amounts.ts";
import { Button } from "../kit/controls.tsx";
import { asApiError, useLoad } from "../kit/load.ts";
import { type Column, DataTable, type Picking } from "../kit/table.tsx";
import { Age, Empty, Failure, Skeleton } from "../kit/texts.tsx";
import { toast } from "../kit/toast.tsx";
import { useFollow } from "./follow.ts";
import { Reader } from "./reader.tsx";
import type { Content, Kind, Message, Slice } from "./types.ts";
import { reason as said } from "./words.ts";

const PAGE = 100;

interface Props {
  readonly kind: Kind;
  readonly sink: string;
  readonly topic: string;
  readonly reason: string;
  /** How many there are by now, without the filter: when it changes, the list is asked for again. */
  readonly amount: number;
  readonly changes: number;
  readonly picking?: Picking;
}

/** The list of the log, oldest first, and the one that is open. */
export function Messages(props: Props) {
  const { kind, sink, topic, reason } = props;
  const address = (cursor = "") => `wal/${encodeURIComponent(sink)}?${new URLSearchParams({ kind, topic, reason, cursor, limit: String(PAGE) })}`;
  const first = useLoad((signal) => get<Slice>(address(), signal), [kind, sink, topic, reason]);
  const more = useMore(first.data, address);
  // What somebody has paged through does not move under their eyes, but for what they do themselves.
  useFollow(props.amount, props.changes, first.again, more.slices.length === 0);
  const open = useRoute().query.get("open") ?? undefined;

  if (first.error && !first.data) return <Failure error={first.error} again={first.again} />;
  if (!first.data) return <Skeleton />;
  const slices = [first.data, ...more.slices];
  const rows = slices.flatMap((slice) => slice.messages);
  const cursor = slices.at(-1)?.cursor;
  return (
    <>
      <DataTable
        label={kind === "dead" ? "Dead letters" : "Messages that wait"}
        columns={kind === "dead" ? [...COMMON, ...DEAD] : COMMON}
        rows={rows}
        rowKey={(row) => row.sequence}
        onOpen={(row) => setQuery({ open: row.sequence })}
        selected={open}
        empty={<Nothing {...props} />}
        exportName={`${sink}-${kind}`}
        {...(props.picking && { picking: props.picking })}
      />
      {cursor && (
        <p class="tools">
          <Button disabled={more.busy} onClick={() => more.goOn(cursor)}>Show more</Button>
          <span class="soft">
            {count(rows.length)} shown, {count(slices.reduce((sum, slice) => sum + slice.scanned, 0))} of {count(first.data.of)} looked at
          </span>
        </p>
      )}
      {open && <Reader key={open} kind={kind} sink={sink} sequence={open} onClose={() => setQuery({ open: undefined })} />}
    </>
  );
}

/** The pages behind the first. An answer that comes when the first has changed belongs to another list. */
function useMore(first: Slice | undefined, address: (cursor: string) => string) {
  const [state, setState] = useState<{ behind: Slice | undefined; slices: readonly Slice[]; busy: boolean }>({ behind: first, slices: [], busy: false });
  const now = state.behind === first ? state : { behind: first, slices: [], busy: false };
  const goOn = (cursor: string) => {
    if (now.busy) return;
    const settle = (slices: readonly Slice[]) => setState((old) => (old.behind === first ? { behind: first, slices, busy: false } : old));
    setState({ ...now, busy: true });
    get<Slice>(address(cursor)).then(
      (slice) => settle([...now.slices, slice]),
      (e: unknown) => {
        toast(asApiError(e).detail, "lost");
        settle(now.slices);
      },
    );
  };
  return { slices: now.slices, busy: now.busy, goOn };
}

function Nothing(props: Props) {
  if (props.topic || props.reason) return <Empty title="None fits the filter">The list has those of the topic and the reason above.</Empty>;
  return props.kind === "dead" ? <Empty title="No dead letters">What {props.sink} will never take, such as a message that is too large for its topic, is kept here with the reason.</Empty> : <Empty title="Nothing waits in the log">While {props.sink} is away, what is accepted waits here, and goes in its order when it is back.</Empty>;
}

const COMMON: readonly Column<Message>[] = [
  { name: "sequence", label: "seq", align: "right", width: "10ch", cell: (row) => count(row.sequence), sort: (row) => BigInt(row.sequence), mono: true },
  { name: "topic", label: "topic", cell: (row) => row.topic, sort: (row) => row.topic },
  { name: "key", label: "key", cell: (row) => brief(row.key), sort: (row) => row.key?.text, mono: true },
  { name: "value", label: "value", cell: (row) => brief(row.value), sort: (row) => row.value?.text, mono: true },
  { name: "first", label: "since", align: "right", width: "9ch", cell: (row) => <Age at={row.time} />, sort: (row) => row.time },
  { name: "size", label: "size", align: "right", width: "10ch", cell: (row) => size(row.size), sort: (row) => row.size },
];

const DEAD: readonly Column<Message>[] = [{ name: "reason", label: "reason", cell: (row) => (row.reason ? <span title={row.reason.why}>{said(row.reason.code)}: {row.reason.why}</span> : "–"), sort: (row) => row.reason?.code, plain: (row) => row.reason && `${row.reason.code}: ${row.reason.why}` }];

function brief(content: Content | null) {
  if (!content) return <span class="soft">null</span>;
  return content.truncated ? `${content.text}…` : content.text;
}
