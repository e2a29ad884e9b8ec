import { Button, Select, TextField } from "../kit/controls.tsx";
import { Word } from "../kit/texts.tsx";
import { type Draft, type Format, judged, pretty } from "./draft.ts";

interface Props {
  readonly draft: Draft;
  readonly set: (change: Partial<Draft>) => void;
}

const FORMATS = ["text", "base64"] as const;

export function KeyField({ draft, set }: Props) {
  return (
    <div class="produce-pair">
      <TextField label="Key" value={draft.key} onInput={(key) => set({ key })} placeholder="none" mono />
      <Select label="Key as" value={draft.keyFormat} choices={FORMATS} onChange={(format) => set({ keyFormat: format as Format })} />
    </div>
  );
}

export function ValueField({ draft, set }: Props) {
  const kind = judged(draft.value);
  const text = draft.valueFormat === "text";
  return (
    <div class="produce-value">
      <TextField label="Value" lines={8} value={draft.tombstone ? "" : draft.value} disabled={draft.tombstone} onInput={(value) => set({ value })} mono />
      <div class="produce-judged">
        <span role="status">
          {!draft.tombstone && text && kind.kind === "json" && <Word kind="fine">JSON</Word>}
          {!draft.tombstone && text && kind.kind === "broken" && <Word kind="stored">No JSON: {kind.why}. It is sent all the same.</Word>}
        </span>
        <span class="produce-side">
          {text && kind.kind === "json" && <Button onClick={() => set({ value: pretty(draft.value) })}>Indent</Button>}
          <Select label="Value as" hideLabel value={draft.valueFormat} choices={FORMATS} onChange={(format) => set({ valueFormat: format as Format })} />
        </span>
      </div>
    </div>
  );
}
