import { useState } from "preact/hooks";
import { useRole } from "../app/session.ts";
import { apiAddress, send } from "../kit/api.ts";
import { count } from "../kit/amounts.ts";
import { Button } from "../kit/controls.tsx";
import { Confirm } from "../kit/dialog.tsx";
import { useLoad } from "../kit/load.ts";
import { toast } from "../kit/toast.tsx";
import { type Chosen, command, exportQuery, meant, named } from "./chosen.ts";

type Act = "requeue" | "drop";

interface Props {
  readonly sink: string;
  readonly chosen: Chosen;
  /** How many that is, where it is known before the gateway is asked. */
  readonly count?: number;
  readonly onDone: () => void;
}

/** What is done with dead letters: those that are ticked, else those of the filter, else all. */
export function LetterActs(props: Props) {
  const [asked, ask] = useState<Act>();
  const operate = useRole("operate");
  const reason = operate ?? (props.count === 0 ? "There is none." : undefined);
  const many = props.count === undefined ? "" : ` ${count(props.count)}`;
  return (
    <>
      <Button reason={reason} onClick={() => ask("requeue")}>
        Send{many} again…
      </Button>
      <a class="button plain" href={apiAddress(`deadletters/${encodeURIComponent(props.sink)}/export${exportQuery(props.chosen)}`)} download={`${props.sink}-dead.jsonl`}>
        {props.chosen.sequences.length > 0 ? "Export all" : "Export"}
      </a>
      <Button kind="danger" reason={reason} onClick={() => ask("drop")}>
        Drop{many}…
      </Button>
      {asked && <Asked {...props} act={asked} onClose={() => ask(undefined)} />}
    </>
  );
}

interface Done {
  readonly messages: number;
  readonly whole: boolean;
}

/** Asks the gateway first how many that would be. */
function Asked(props: Props & { act: Act; onClose: () => void }) {
  const { sink, act, chosen } = props;
  const path = `deadletters/${encodeURIComponent(sink)}/${act}`;
  const dry = useLoad(() => send<Done>("POST", `${path}?dryRun=true`, meant(chosen)), []);
  const many = dry.data ? count(dry.data.messages) : "…";
  const letters = dry.data?.messages === 1 ? "letter" : "letters";
  const which = `${many} dead ${letters} of ${sink}${named(chosen)}`;
  return (
    <Confirm
      title={act === "drop" ? `Drop ${many} dead ${letters}?` : `Send ${many} dead ${letters} again?`}
      what={dry.error?.detail ?? (act === "drop" ? `${which} would be gone for good. Export them first, if in doubt.` : `${which} are sent again, behind all that waits. What fails again becomes a dead letter again.`)}
      {...(act === "drop" && { name: sink })}
      command={command(act, sink, chosen)}
      reason={dry.data ? (dry.data.messages === 0 ? "There is none any more." : undefined) : dry.error ? "It is not known how many that would be." : "They are being counted."}
      yes={act === "drop" ? `Drop ${many}` : `Send ${many} again`}
      act={async () => {
        const done = await send<Done>("POST", path, meant(chosen));
        toast(act === "drop" ? `${count(done.messages)} dropped` : `${count(done.messages)} sent again`);
        props.onDone();
      }}
      onClose={props.onClose}
    />
  );
}
