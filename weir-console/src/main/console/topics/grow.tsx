import { useState } from "preact/hooks";
import { count } from "../kit/amounts.ts";
import { send } from "../kit/api.ts";
import { Button, TextField } from "../kit/controls.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { asApiError } from "../kit/load.ts";
import { Code } from "../kit/texts.tsx";
import { toast } from "../kit/toast.tsx";
import { growCommand } from "./commands.ts";
import type { TopicDetail } from "./figures.ts";

/** Gives a topic more partitions, which cannot be taken back. */
export function GrowTopic(props: { topic: TopicDetail; onClose: () => void; onDone: () => void }) {
  const { name, partitions } = props.topic;
  const present = partitions.length;
  const [wanted, setWanted] = useState(String(present + 1));
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string>();
  const number = Number(wanted);
  const wrong = Number.isInteger(number) && number > present ? undefined : `It has ${count(present)}; Kafka takes none away.`;
  const grow = async () => {
    if (wrong || busy) return;
    setBusy(true);
    try {
      await send("POST", `topics/${encodeURIComponent(name)}/partitions`, { partitions: number });
      toast(`${name} has ${count(number)} partitions`);
      props.onDone();
      props.onClose();
    } catch (e) {
      setFailed(asApiError(e).detail);
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={`Add partitions to ${name}`}
      onClose={props.onClose}
      foot={
        <>
          <Button onClick={props.onClose}>Cancel</Button>
          <Button kind="danger" reason={wrong} disabled={busy} onClick={() => void grow()}>
            Add partitions
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void grow();
        }}
      >
        <p>
          Most keys will go to another partition from then on: messages of a key are no longer in order across the change. Kafka takes no partition away again.
        </p>
        <TextField label="Partitions then" type="number" value={wanted} onInput={setWanted} error={wrong} autofocus />
        <Code text={growCommand(name, number)} label="The same from the command line" />
        {failed && (
          <p class="told lost" role="alert">
            ✕ {failed}
          </p>
        )}
      </form>
    </Dialog>
  );
}
