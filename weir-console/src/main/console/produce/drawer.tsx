import "./produce.css";
import { useEffect } from "preact/hooks";
import { addActions } from "../app/palette.tsx";
import { useKeys } from "../app/keys.ts";
import { here } from "../app/route.ts";
import { useLogin, useRole } from "../app/session.ts";
import { get } from "../kit/api.ts";
import { useCell } from "../kit/cell.ts";
import { Button, Checkbox, Select, TextField } from "../kit/controls.tsx";
import { Drawer } from "../kit/dialog.tsx";
import { useLoad } from "../kit/load.ts";
import { Code } from "../kit/texts.tsx";
import { type Acks, commandOf, curlOf, type Draft, wrong } from "./draft.ts";
import { HeaderRows } from "./headers.tsx";
import { draft, isOpen, openProduce } from "./open.ts";
import { RecentMessages } from "./recentlist.tsx";
import { Result, useSending } from "./sending.tsx";
import { KeyField, ValueField } from "./value.tsx";

const LEVELS: readonly { value: Acks; label: string }[] = [
  { value: "kafka", label: "Kafka has it" },
  { value: "journal", label: "it is safe on disk" },
  { value: "memory", label: "it is taken in" },
];

/** The drawer, and the key that opens it. Once, around all pages. */
export function Produce() {
  const open = useCell(isOpen);
  const forbidden = useRole("produce");
  const show = () => forbidden || openProduce(ofPage());
  useKeys({ p: show }, "send a message");
  useEffect(() => addActions({ name: "Produce a message", what: "action", act: show }), [forbidden]);
  return open ? <ProduceDrawer forbidden={forbidden} /> : null;
}

/** The topic whose page is shown. */
function ofPage(): { topic?: string } {
  const [page, topic] = here.value.path;
  return page === "topics" && topic ? { topic } : {};
}

function ProduceDrawer(props: { forbidden: string | undefined }) {
  const now = useCell(draft);
  const set = (change: Partial<Draft>) => draft.update((old) => ({ ...old, ...change }));
  const topics = useLoad((signal) => get<readonly { name: string }[]>("topics", signal), []);
  const sending = useSending();
  const login = useLogin();
  const why = props.forbidden ?? wrong(now);
  const many = Number(now.count) > 1;
  return (
    <Drawer
      title="Produce"
      onClose={() => isOpen.set(false)}
      foot={
        <div class="produce-foot">
          <Result of={sending.state} />
          {sending.state.kind === "busy" && many && <Button onClick={sending.stop}>Stop</Button>}
          <Button kind="main" reason={why} disabled={sending.state.kind === "busy"} onClick={() => sending.start(now)}>
            {many && !why ? `Send ${now.count} ×` : "Send"}
          </Button>
        </div>
      }
    >
      <form
        class="produce"
        onSubmit={(event) => {
          event.preventDefault();
          if (!why) sending.start(now);
        }}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          if (!why) sending.start(now);
        }}
      >
        <div class="produce-pair">
          <TextField label="Topic" value={now.topic} onInput={(topic) => set({ topic })} list={(topics.data ?? []).map(({ name }) => name)} mono />
          <TextField label="Partition" value={now.partition} onInput={(partition) => set({ partition })} placeholder="by key" mono />
        </div>
        <KeyField draft={now} set={set} />
        <ValueField draft={now} set={set} />
        <HeaderRows headers={now.headers} onChange={(headers) => set({ headers })} />
        <Checkbox label="Tombstone: no value, deletes the key in a compacted topic" checked={now.tombstone} onChange={(tombstone) => set({ tombstone })} />
        <div class="produce-three">
          <Select label="Answered when" value={now.acks} choices={LEVELS} onChange={(acks) => set({ acks: acks as Acks })} />
          <TextField label="Times" type="number" value={now.count} onInput={(count) => set({ count })} />
          <TextField label="A second" type="number" value={now.rate} onInput={(rate) => set({ rate })} disabled={!many} />
        </div>
        <button type="submit" hidden />
      </form>
      <Code text={curlOf(now, location.href, login)} label="The same with curl" />
      <Code text={commandOf(now)} label="The same from the command line" />
      <RecentMessages onTake={(taken) => draft.set(taken)} />
    </Drawer>
  );
}
