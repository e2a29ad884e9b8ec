import { useEffect, useRef, useState } from "preact/hooks";
import { plural } from "../kit/amounts.ts";
import { ApiError, send } from "../kit/api.ts";
import { Button, Select, TextField } from "../kit/controls.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { asApiError } from "../kit/load.ts";
import { Word } from "../kit/texts.tsx";
import { toast } from "../kit/toast.tsx";
import type { GroupDetail, ResetPlan } from "./model.ts";
import { Preview } from "./preview.tsx";
import { type Choice, topicsOf, WHERE, type Where, wishOf } from "./wish.ts";

interface ResetProps {
  readonly group: GroupDetail;
  readonly path: string;
  readonly onClose: () => void;
}

/** Three steps: choose where to, see what that changes, type the group's name. */
export function Reset(props: ResetProps) {
  const [choice, setChoice] = useState<Choice>({ where: "start", amount: "", topic: "", partitions: "" });
  const [plan, setPlan] = useState<ResetPlan>();
  const [typed, setTyped] = useState("");
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<ApiError>();
  const wish = wishOf(choice);
  const form = useRef<HTMLFormElement>(null);
  // Each step begins in its first field.
  useEffect(() => form.current?.querySelector<HTMLElement>("input, select")?.focus(), [plan]);

  const run = async (act: () => Promise<void>) => {
    if (busy) return;
    setBusy(true);
    setFailed(undefined);
    try {
      await act();
    } catch (e) {
      setFailed(asApiError(e));
    }
    setBusy(false);
  };
  const look = () => run(async () => setPlan(await send<ResetPlan>("POST", `${props.path}?dryRun=true`, wish)));
  // To the offsets that were shown, wherever the same words would lead by now.
  const act = (shown: ResetPlan) =>
    run(async () => {
      const offsets = shown.partitions.map(({ topic, partition, to }) => ({ topic, partition, offset: to }));
      await send<ResetPlan>("POST", `${props.path}?dryRun=false`, { offsets });
      toast(`${props.group.group} was set elsewhere in ${plural(offsets.length, "partition")}`);
      props.onClose();
    });
  const named = typed === props.group.group;
  return (
    <Dialog
      title={`Reset ${props.group.group}`}
      wide
      onClose={props.onClose}
      foot={
        plan ? (
          <>
            <Button onClick={() => setPlan(undefined)}>Back</Button>
            <Button kind="danger" disabled={busy} reason={plan.refusal ?? (named ? undefined : `Type ${props.group.group} first.`)} onClick={() => act(plan)}>
              Reset offsets
            </Button>
          </>
        ) : (
          <>
            <Button onClick={props.onClose}>Cancel</Button>
            <Button kind="main" disabled={busy} reason={"wrong" in wish ? wish.wrong : undefined} onClick={look}>
              Show what changes
            </Button>
          </>
        )
      }
    >
      <Steps now={plan ? (named ? 3 : 2) : 1} />
      {plan ? (
        <form
          ref={form}
          class="reset-form"
          onSubmit={(event) => {
            event.preventDefault();
            if (named && plan.refusal === null) void act(plan);
          }}
        >
          <Preview plan={plan} />
          {plan.refusal === null && <TextField label={`Type ${props.group.group} to set it there`} value={typed} onInput={setTyped} mono />}
        </form>
      ) : (
        <form
          ref={form}
          class="reset-form"
          onSubmit={(event) => {
            event.preventDefault();
            if (!("wrong" in wish)) void look();
          }}
        >
          <Choose group={props.group} choice={choice} wrong={"wrong" in wish ? wish : undefined} onChange={setChoice} />
          <button type="submit" hidden />
        </form>
      )}
      {failed && (
        <p class="told lost" role="alert">
          ✕ {failed.detail}
        </p>
      )}
    </Dialog>
  );
}

const STEPS = ["Choose", "See what changes", "Type the name"];

function Steps(props: { now: number }) {
  return (
    <ol class="reset-steps">
      {STEPS.map((name, i) => (
        <li key={name} aria-current={i + 1 === props.now ? "step" : undefined}>
          {i + 1} {name}
        </li>
      ))}
    </ol>
  );
}

interface ChooseProps {
  readonly group: GroupDetail;
  readonly choice: Choice;
  readonly wrong: { readonly wrong: string; readonly field: "amount" | "partitions" } | undefined;
  readonly onChange: (choice: Choice) => void;
}

function Choose(props: ChooseProps) {
  const { group, choice, wrong } = props;
  const kind = WHERE.find(({ value }) => value === choice.where);
  const change = (some: Partial<Choice>) => props.onChange({ ...choice, ...some });
  const toWhere = (where: Where) => change({ where, amount: WHERE.find(({ value }) => value === where)?.first ?? "" });
  const wrongIn = (field: string) => (wrong?.field === field ? wrong.wrong : undefined);
  return (
    <>
      {group.members.length > 0 && (
        <p>
          <Word kind="stored">
            {plural(group.members.length, "member")} in the group: you can see what would change, but it can only be done when they have stopped.
          </Word>
        </p>
      )}
      <Select label="Set it to" value={choice.where} choices={WHERE} onChange={(where) => toWhere(where as Where)} />
      {kind?.amount && <TextField label={kind.amount} value={choice.amount} onInput={(amount) => change({ amount })} hint={kind.hint} error={choice.amount === "" ? undefined : wrongIn("amount")} mono />}
      <Select label="In" value={choice.topic} choices={[{ value: "", label: "All topics that it has offsets in" }, ...topicsOf(group)]} onChange={(topic) => change({ topic, partitions: "" })} />
      {choice.topic && <TextField label="Partitions" value={choice.partitions} onInput={(partitions) => change({ partitions })} hint="Such as 0,2 or 0-3; empty is all" error={wrongIn("partitions")} mono />}
    </>
  );
}
