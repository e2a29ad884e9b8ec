import "./messages.css";
import { useMemo, useState } from "preact/hooks";
import { useKeys } from "../app/keys.ts";
import { setQuery, useRoute } from "../app/route.ts";
import { Code, Empty, Failure, Skeleton } from "../kit/texts.tsx";
import { VirtualRows } from "../kit/virtual.tsx";
import { askedOf } from "./asked.ts";
import { Bar } from "./bar.tsx";
import { columnsFor, HEADERS } from "./columns.tsx";
import { about, PagingFoot, Save, TailFoot } from "./foot.tsx";
import { type Message, placeOf } from "./message.ts";
import { type Paging, usePaging } from "./paging.ts";
import { Reader } from "./reader.tsx";
import { useNarrow } from "./narrow.ts";
import { parseSearch } from "./search.ts";
import { Split, useReaderWidth } from "./split.tsx";
import { useTail } from "./tail.ts";

/** The messages of a topic: pages of them, or those that come. */
export function MessagesTab(props: { topic: string; partitions?: number | undefined }) {
  const { query } = useRoute();
  const asked = askedOf(props.topic, query);
  const tailing = query.get("tail") === "1";
  const [paused, setPaused] = useState(false);
  const paging = usePaging(asked, !tailing);
  const tail = useTail(asked, tailing, paused);
  const search = useMemo(() => parseSearch(asked.q), [asked.q]);
  const narrow = useNarrow();
  const reading = query.has("at");
  const columns = useMemo(() => columnsFor(search, narrow, narrow || reading), [search, narrow, reading]);
  const rows = tailing ? tail.rows : paging.rows;
  const [seen, setSeen] = useState(0);
  const most = useMemo(() => rows.reduce((max, row) => Math.max(max, row.partition + 1), seen), [rows]);
  if (most > seen) setSeen(most);

  const at = query.get("at") ?? undefined;
  const [width, setWidth] = useReaderWidth();
  const open = (row: Message) => setQuery({ at: placeOf(row) });
  const step = (by: number) => {
    const next = rows[rows.findIndex((row) => placeOf(row) === at) + by];
    if (next) open(next);
  };
  const tailOn = (on: boolean) => {
    setPaused(false);
    setQuery({ tail: on ? "1" : undefined, at: undefined, ...(on && { from: undefined }) }, false);
  };
  const pauseOrGo = () => (tailing && !paused ? setPaused(true) : tailing ? setPaused(false) : tailOn(true));
  useKeys({ f: pauseOrGo }, "follow the topic, pause");
  return (
    <div class="messages">
      <Bar
        asked={asked}
        partitions={props.partitions ?? seen}
        standing={tail.standing}
        onTail={() => (tailing ? setPaused(false) : tailOn(true))}
        onPause={() => setPaused(true)}
        onLeave={() => tailOn(false)}
      />
      <div class={`messages-body ${paging.busy && !tailing ? "busy" : ""} ${at === undefined ? "" : "reading"}`}>
        <VirtualRows
          label={`Messages of ${props.topic}`}
          columns={columns}
          rows={rows}
          rowKey={placeOf}
          onOpen={open}
          selected={at}
          empty={tailing ? <Waiting q={asked.q} /> : <NoRows paging={paging} topic={props.topic} q={asked.q} again={paging.again} />}
        />
        {at !== undefined && (
          <>
            <Split width={width} onWidth={setWidth} />
            <div class="messages-reader" style={{ "--reader": `${width}px` }}>
              <Reader key={props.topic} asked={asked} search={search} place={at} row={rows.find((row) => placeOf(row) === at)} width={width} onStep={step} onClose={() => setQuery({ at: undefined })} />
            </div>
          </>
        )}
      </div>
      <div class="messages-foot">
        {tailing ? <TailFoot tail={tail} /> : <PagingFoot paging={paging} searching={asked.q !== ""} more={paging.more} stop={paging.stop} />}
        <Save topic={props.topic} columns={[...columnsFor(search, false), HEADERS]} rows={() => rows} />
      </div>
    </div>
  );
}

function Waiting(props: { q: string }) {
  return (
    <Empty title="Waiting for messages">
      <p class="soft">{props.q === "" ? "Each message is shown as it comes, the newest on top." : `Those that have ${props.q} are shown as they come.`}</p>
    </Empty>
  );
}

function NoRows(props: { paging: Paging; topic: string; q: string; again: () => void }) {
  const { paging } = props;
  if (paging.error) return <Failure error={paging.error} again={props.again} />;
  if (!paging.begun) return <Skeleton lines={12} />;
  if (props.q !== "") {
    return (
      <Empty title={paging.done ? "Not found" : "Not found yet"}>
        <p>
          {about(paging.scanned)} of {about(paging.of)} messages were looked at for <code>{props.q}</code>.
          {paging.busy ? " The search goes on." : paging.done ? " That is all there are from here on; begin earlier, or look for less." : " Continue to look at more."}
        </p>
      </Empty>
    );
  }
  if (!paging.done && !paging.busy) return <Empty title="Stopped">Continue to read what is there.</Empty>;
  return (
    <Empty title="No messages here">
      <p>Nothing was sent to {props.topic} from this place on. Begin earlier, follow what comes, or send one:</p>
      <Code text={`echo hello | weir produce ${props.topic}`} />
    </Empty>
  );
}
