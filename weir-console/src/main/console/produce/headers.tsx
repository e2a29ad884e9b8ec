import { Button, IconButton, TextField } from "../kit/controls.tsx";
import type { DraftHeader } from "./draft.ts";

/** A row for each header. */
export function HeaderRows(props: { headers: readonly DraftHeader[]; onChange: (headers: readonly DraftHeader[]) => void }) {
  const { headers, onChange } = props;
  const change = (at: number, header: DraftHeader) => onChange(headers.map((old, i) => (i === at ? header : old)));
  return (
    <fieldset class="produce-headers">
      <legend class="label">Headers</legend>
      {headers.map((header, i) => (
        <div key={i} class="produce-header">
          <TextField label={`Name of header ${i + 1}`} hideLabel placeholder="name" value={header.name} onInput={(name) => change(i, { ...header, name })} mono />
          <TextField label={`Value of header ${i + 1}`} hideLabel placeholder={header.value === null ? "null" : "value"} value={header.value ?? ""} onInput={(value) => change(i, { ...header, value })} hint={header.valueFormat} mono />
          <IconButton label={`Remove header ${i + 1}`} onClick={() => onChange(headers.filter((_, at) => at !== i))}>
            ✕
          </IconButton>
        </div>
      ))}
      <Button onClick={() => onChange([...headers, { name: "", value: "" }])}>Add header</Button>
    </fieldset>
  );
}
