import { useState } from "preact/hooks";
import { go, view } from "../app/route.ts";
import { send } from "../kit/api.ts";
import { Button, Select, TextField } from "../kit/controls.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { asApiError } from "../kit/load.ts";
import { Code } from "../kit/texts.tsx";
import { toast } from "../kit/toast.tsx";
import { createCommand, settingLines } from "./commands.ts";

const LEGAL = /^[A-Za-z0-9._-]{1,249}$/;
const DAY = 86_400_000;

const KEPT = [
  { value: "", label: "as the broker does" },
  { value: String(DAY / 24), label: "1 hour" },
  { value: String(DAY), label: "1 day" },
  { value: String(7 * DAY), label: "7 days" },
  { value: String(30 * DAY), label: "30 days" },
  { value: "-1", label: "for ever" },
];

const CLEANED = [
  { value: "", label: "as the broker does" },
  { value: "delete", label: "delete the old" },
  { value: "compact", label: "keep the last of each key" },
  { value: "compact,delete", label: "both" },
];

interface Wish {
  readonly name: string;
  readonly partitions: string;
  readonly replication: string;
  readonly kept: string;
  readonly cleaned: string;
  readonly more: string;
}

const NOTHING: Wish = { name: "", partitions: "1", replication: "", kept: "", cleaned: "", more: "" };

/** Asks what a new topic is to be, and makes it. */
export function CreateTopic(props: { onClose: () => void }) {
  const [wish, setWish] = useState(NOTHING);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string>();
  const set = (change: Partial<Wish>) => setWish((old) => ({ ...old, ...change }));
  const wrong = whatIsWrong(wish);
  const topic = wished(wish);
  const make = async () => {
    if (busy || wrong.name || wrong.more || wish.name === "") return;
    setBusy(true);
    setFailed(undefined);
    try {
      await send("POST", "topics", topic);
      toast(`Topic ${wish.name} is there`);
      props.onClose();
      go(view(["topics", wish.name]));
    } catch (e) {
      setFailed(asApiError(e).detail);
      setBusy(false);
    }
  };
  return (
    <Dialog
      title="Create a topic"
      onClose={props.onClose}
      foot={
        <>
          <Button onClick={props.onClose}>Cancel</Button>
          <Button kind="main" disabled={busy} reason={wish.name === "" ? "Give it a name first." : (wrong.name ?? wrong.more)} onClick={() => void make()}>
            Create
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void make();
        }}
      >
        <TextField label="Name" value={wish.name} onInput={(name) => set({ name })} error={wrong.name} mono autofocus />
        <div class="topic-pair">
          <TextField label="Partitions" type="number" value={wish.partitions} onInput={(partitions) => set({ partitions })} hint="Can grow later, never shrink" />
          <TextField label="Replicas" type="number" value={wish.replication} onInput={(replication) => set({ replication })} placeholder="broker's default" />
          <Select label="Messages are kept" value={wish.kept} choices={KEPT} onChange={(kept) => set({ kept })} />
          <Select label="Clean-up" value={wish.cleaned} choices={CLEANED} onChange={(cleaned) => set({ cleaned })} />
        </div>
        <TextField label="More settings" lines={2} value={wish.more} onInput={(more) => set({ more })} error={wrong.more} hint="name=value, one a line" mono />
        <Code text={createCommand(topic)} label="The same from the command line" />
        {failed && (
          <p class="told lost" role="alert">
            ✕ {failed}
          </p>
        )}
        <button type="submit" hidden />
      </form>
    </Dialog>
  );
}

function whatIsWrong(wish: Wish): { name?: string; more?: string } {
  const lines = settingLines(wish.more).wrong;
  return {
    ...(wish.name !== "" && !LEGAL.test(wish.name) && { name: "A name has 1 to 249 of the characters A-Z a-z 0-9 . _ -" }),
    ...(lines.length > 0 && { more: `“${lines[0]}” is not name=value.` }),
  };
}

function wished(wish: Wish) {
  const { config } = settingLines(wish.more);
  if (wish.kept) config["retention.ms"] = wish.kept;
  if (wish.cleaned) config["cleanup.policy"] = wish.cleaned;
  return {
    name: wish.name,
    ...(wish.partitions !== "" && { partitions: Number(wish.partitions) }),
    ...(wish.replication !== "" && { replication: Number(wish.replication) }),
    config,
  };
}
