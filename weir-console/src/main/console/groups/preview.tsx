import { count, plural } from "../kit/amounts.ts";
import { type Column, DataTable } from "../kit/table.tsx";
import { Code, Word } from "../kit/texts.tsx";
import { UNKNOWN } from "./figures.tsx";
import type { ResetPlan, ResetStep } from "./model.ts";

/** What a reset would change, with its numbers. */
export function Preview(props: { plan: ResetPlan }) {
  const { plan } = props;
  return (
    <>
      <p role="status">
        In {plural(plan.partitions.length, "partition")}: <b>{plural(plan.again, "message")}</b> would be read again, <b>{count(plan.skipped)}</b> would never be read.
      </p>
      <div class="reset-rows">
        <DataTable label="What changes" columns={COLUMNS} rows={plan.partitions} rowKey={({ topic, partition }) => `${topic}/${partition}`} limit={500} exportName={`${plan.group}-reset`} />
      </div>
      {plan.refusal !== null && <Word kind="stored">It would be refused now. {plan.refusal}.</Word>}
      {plan.command !== null && <Code text={plan.command} label="The same from the command line" />}
    </>
  );
}

const COLUMNS: readonly Column<ResetStep>[] = [
  { name: "topic", label: "Topic", sort: ({ topic }) => topic, cell: ({ topic }) => topic },
  { name: "partition", label: "Partition", align: "right", sort: ({ partition }) => partition, cell: ({ partition }) => partition },
  number("begin", "Begin", ({ begin }) => begin),
  number("end", "End", ({ end }) => end),
  number("from", "From", ({ from }) => from),
  number("to", "To", ({ to }) => to),
  number("again", "Again", ({ again }) => again),
  number("skipped", "Skipped", ({ skipped }) => skipped),
];

function number(name: string, label: string, of: (step: ResetStep) => string | null): Column<ResetStep> {
  return { name, label, align: "right", sort: (step) => (of(step) === null ? null : BigInt(of(step) ?? 0)), cell: (step) => (of(step) === null ? UNKNOWN : count(of(step) ?? 0)) };
}
