import { useState } from "preact/hooks";
import { plural } from "../kit/amounts.ts";
import { useRole } from "../app/session.ts";
import { send } from "../kit/api.ts";
import { Button } from "../kit/controls.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { asApiError, useLoad } from "../kit/load.ts";
import { Code, Failure, Skeleton, Word } from "../kit/texts.tsx";
import { toast } from "../kit/toast.tsx";
import type { Change, Report } from "./types.ts";

/** Has the settings read again; first it shows what would come of it. */
export function ReloadButton(props: { onDone: () => void }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button reason={useRole("operate")} onClick={() => setOpen(true)}>
        Check and reload…
      </Button>
      {open && <Checked onDone={props.onDone} onClose={() => setOpen(false)} />}
    </>
  );
}

function Checked(props: { onDone: () => void; onClose: () => void }) {
  const check = useLoad(() => send<Report>("POST", "reload?check=true"), []);
  const [state, setState] = useState<{ busy: boolean; failed?: string }>({ busy: false });
  const report = check.data;
  const reload = () => {
    setState({ busy: true });
    send<Report>("POST", "reload").then(
      (done) => {
        toast(`${plural(done.changed.length, "setting")} in force, ${plural(done.swapped.length, "sink")} made anew`);
        props.onDone();
        props.onClose();
      },
      (e: unknown) => setState({ busy: false, failed: asApiError(e).detail }),
    );
  };
  return (
    <Dialog
      title="Read the settings again"
      wide
      onClose={props.onClose}
      foot={
        <>
          <Button onClick={check.again}>Check again</Button>
          <Button kind="main" disabled={state.busy || !report || report.problems.length > 0} {...(report && report.problems.length > 0 && { reason: "Correct the problems first." })} onClick={reload}>
            Reload
          </Button>
        </>
      }
    >
      {check.error && <Failure error={check.error} again={check.again} />}
      {report ? <Told report={report} /> : !check.error && <Skeleton />}
      {state.failed && (
        <p class="told lost" role="alert">
          ✕ {state.failed}
        </p>
      )}
      <Code label="The same from the command line" text="weir config check && weir gateway reload" />
    </Dialog>
  );
}

function Told(props: { report: Report }) {
  const { problems, changed, restart, swapped } = props.report;
  if (problems.length > 0) {
    return (
      <>
        <p>
          <Word kind="lost">{plural(problems.length, "problem")}</Word> Nothing would be put in force.
        </p>
        <ul class="problems">
          {problems.map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
      </>
    );
  }
  const nothing = changed.length + restart.length + swapped.length === 0;
  return (
    <>
      <p>
        <Word kind="fine">The settings are valid.</Word> {nothing && "Nothing differs from what is in force."}
      </p>
      <Changes title="In force at once" changes={changed} />
      <Changes title="From the next start of Weir on" changes={restart} />
      {swapped.length > 0 && <p>Sinks that are made anew: {swapped.join(", ")}. Nothing is lost, and the order is kept. Whether a sink can be opened shows when that is done; where it cannot, nothing changes.</p>}
    </>
  );
}

function Changes(props: { title: string; changes: readonly Change[] }) {
  if (props.changes.length === 0) return null;
  return (
    <section class="changes">
      <h3>{props.title}</h3>
      <dl>
        {props.changes.map(({ key, before, after }) => (
          <div key={key}>
            <dt class="mono">{key}</dt>
            <dd class="mono">
              <del>{before ?? "–"}</del> → <ins>{after ?? "–"}</ins>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
