import { count } from "../kit/amounts.ts";
import { Button } from "../kit/controls.tsx";
import { ExportButtons } from "../kit/export.tsx";
import type { Column } from "../kit/table.tsx";
import { Word } from "../kit/texts.tsx";
import { Time } from "./columns.tsx";
import type { Message } from "./message.ts";
import { type Paging, ROWS_MAX } from "./paging.ts";
import { RING_MAX } from "./ring.ts";
import type { Tail } from "./tail.ts";

const MILLION = 1_000_000;

/** `1.2 M` where the last digits do not matter. */
export function about(value: number): string {
  return value < MILLION ? count(value) : `${(value / MILLION).toFixed(1)} M`;
}

/** How far a reading is: never a bare "nothing". */
export function PagingFoot(props: { paging: Paging; searching: boolean; more: () => void; stop: () => void }) {
  const { paging } = props;
  const full = paging.rows.length >= ROWS_MAX ? `The page holds ${count(ROWS_MAX)} messages. Begin further on, or search.` : undefined;
  return (
    <p class="messages-told" role="status">
      <span title="Messages of open and aborted transactions are shown, too.">
        {props.searching ? (
          <>
            scanned <b>{about(paging.scanned)}</b> of <b>{about(paging.of)}</b> · <b>{count(paging.rows.length)}</b> found
          </>
        ) : (
          <>
            <b>{count(paging.rows.length)}</b> of <b>{about(paging.of)}</b> shown
          </>
        )}
      </span>
      {props.searching && paging.oldest !== undefined && paging.newest !== undefined && (
        <span class="soft">
          from <Time at={paging.oldest} /> to <Time at={paging.newest} />
        </span>
      )}
      {paging.note && <Word kind="stored">{paging.note}</Word>}
      {paging.busy && <Button onClick={props.stop}>Stop</Button>}
      {paging.error && paging.rows.length > 0 && <Word kind="lost">{paging.error.detail}</Word>}
      {goesOn(paging) && (
        <Button reason={full} onClick={props.more}>
          Continue
        </Button>
      )}
      {paging.done && paging.of > 0 && <span class="soft">that is all</span>}
    </p>
  );
}

const STANDINGS = { off: "", opening: "connecting", on: "following", paused: "paused: what comes meanwhile is not shown", away: "" } as const;

/** Also where somebody stopped it before the first answer. */
function goesOn({ busy, cursor, begun, done, rows, error }: Paging): boolean {
  return !busy && (cursor !== undefined || (begun && !done && rows.length === 0 && error === undefined));
}

export function TailFoot(props: { tail: Tail }) {
  const { tail } = props;
  return (
    <p class="messages-told" role="status" aria-live="off">
      {tail.standing === "away" ? (
        <Word kind="lost">
          {tail.error?.detail} {tail.again && "Trying again."}
        </Word>
      ) : (
        <Word kind={tail.standing === "on" ? "fine" : "soft"}>{STANDINGS[tail.standing]}</Word>
      )}
      <span>
        <b>{count(tail.rows.length)}</b> shown{tail.came > RING_MAX && `, the newest of ${count(tail.came)}`}
      </span>
      <span class={tail.dropped > 0 ? "word stored" : "soft"} title="Those that came faster than a page can show them.">
        <b>{count(tail.dropped)}</b> dropped
      </span>
    </p>
  );
}

export function Save(props: { topic: string; columns: readonly Column<Message>[]; rows: () => readonly Message[] }) {
  return <ExportButtons name={`${props.topic}-messages`} columns={props.columns} rows={props.rows} />;
}
