import { useState } from "preact/hooks";
import { send } from "../kit/api.ts";
import { Button, TextField } from "../kit/controls.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { asApiError } from "../kit/load.ts";
import { Code, Word } from "../kit/texts.tsx";
import { toast } from "../kit/toast.tsx";
import { alterCommand } from "./commands.ts";
import { type Changed, danger, meaning, type Setting, shown } from "./setting.ts";

interface Props {
  readonly topic: string;
  readonly setting: Setting;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Changes a setting in two steps: Kafka says first what would change, then it is done. */
export function ChangeSetting(props: Props) {
  const { topic, setting } = props;
  const [value, setValue] = useState(setting.value ?? "");
  const [back, setBack] = useState(false);
  const [preview, setPreview] = useState<Changed>();
  const [failed, setFailed] = useState<string>();
  const [busy, setBusy] = useState(false);
  const wanted = back ? null : value;
  const same = !back && value === setting.value;
  const ask = async (dryRun: boolean) => {
    if (busy || same) return;
    setBusy(true);
    setFailed(undefined);
    try {
      const changed = await put(topic, setting.name, wanted, dryRun);
      if (dryRun) return setPreview(changed);
      toast(`${setting.name} is changed`);
      props.onDone();
      props.onClose();
    } catch (e) {
      setFailed(asApiError(e).detail);
    } finally {
      setBusy(false);
    }
  };
  const edit = (next: { value?: string; back?: boolean }) => {
    setValue(next.value ?? value);
    setBack(next.back ?? false);
    setPreview(undefined);
  };
  return (
    <Dialog
      title={`Change ${setting.name}`}
      onClose={props.onClose}
      foot={
        <>
          {setting.origin === "topic" && (
            <Button pressed={back} onClick={() => edit({ back: !back })}>
              Give it back to the broker
            </Button>
          )}
          <Button onClick={props.onClose}>Cancel</Button>
          {preview ? (
            <Button kind={danger(preview) ? "danger" : "main"} disabled={busy} onClick={() => void ask(false)}>
              Change
            </Button>
          ) : (
            <Button kind="main" disabled={busy} reason={same ? "It has this value." : undefined} onClick={() => void ask(true)}>
              Check…
            </Button>
          )}
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void ask(!preview);
        }}
      >
        <TextField label={`Value of ${setting.name}`} value={back ? "" : value} onInput={(next) => edit({ value: next })} disabled={back} hint={back ? "The broker's value will hold." : meaning(setting.name, value)} mono autofocus />
        {preview && <Preview of={preview} secret={setting.secret} />}
        <Code text={alterCommand(topic, setting.name, wanted)} label="The same from the command line" />
        {failed && (
          <p class="told lost" role="alert">
            ✕ {failed}
          </p>
        )}
        <About setting={setting} />
      </form>
    </Dialog>
  );
}

async function put(topic: string, name: string, value: string | null, dryRun: boolean): Promise<Changed | undefined> {
  const path = `topics/${encodeURIComponent(topic)}/config${dryRun ? "?dryRun=true" : ""}`;
  return (await send<Changed[]>("PUT", path, { changes: [{ name, value }] }))[0];
}

function Preview({ of, secret }: { of: Changed; secret: boolean }) {
  const told = danger(of);
  const text = (value: string | null) => (secret ? "••••" : (value ?? "–") || "(empty)");
  return (
    <div role="status" class="topic-preview">
      <p>
        Kafka would do it: <code>{text(of.before)}</code> → <code>{text(of.after)}</code> <span class="soft">{meaning(of.name, of.after)}</span>
      </p>
      {told && (
        <p>
          <Word kind="lost">{told}</Word>
        </p>
      )}
    </div>
  );
}

function About({ setting }: { setting: Setting }) {
  return (
    <div class="topic-about">
      <p class="soft">
        Now <code>{shown(setting)}</code>, from {setting.origin === "topic" ? "the topic" : setting.origin === "broker" ? "the broker" : "Kafka's defaults"}; a {setting.type}.
      </p>
      {setting.doc && <p class="soft">{setting.doc}</p>}
    </div>
  );
}
