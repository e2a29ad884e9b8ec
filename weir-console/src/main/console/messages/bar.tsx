import { setQuery } from "../app/route.ts";
import { Button, Search, Select } from "../kit/controls.tsx";
import { useTyped } from "../kit/typed.ts";
import { type Asked, readAs } from "./asked.ts";
import { FromField } from "./begin.tsx";
import { WAYS } from "./message.ts";
import type { Tail } from "./tail.ts";

interface BarProps {
  readonly asked: Asked;
  /** How many the topic has, once that is known. */
  readonly partitions: number;
  readonly standing: Tail["standing"];
  readonly onTail: () => void;
  readonly onPause: () => void;
  readonly onLeave: () => void;
}

export function Bar(props: BarProps) {
  const { asked } = props;
  const numbers = Array.from({ length: Math.max(props.partitions, Number(asked.partition || -1) + 1) }, (_, i) => String(i));
  return (
    <div class="tools messages-bar">
      <FromField from={asked.from} />
      <Select
        label="Partition"
        value={asked.partition}
        choices={[{ value: "", label: "all" }, ...numbers]}
        onChange={(partition) => setQuery({ partition, at: undefined }, false)}
      />
      <SearchField q={asked.q} />
      <Select label="Value as" value={asked.valueAs} choices={WAYS} onChange={(way) => readAs("value", asked.topic, way)} />
      <TailButtons {...props} />
    </div>
  );
}

/** Asks once the typing rests. */
function SearchField(props: { q: string }) {
  const [text, type] = useTyped(props.q, (q) => setQuery({ q, at: undefined }));
  return (
    <div class="field messages-search">
      <span class="label" aria-hidden="true">
        Search
      </span>
      <Search label="Search key, value and headers" placeholder="paid  key:42  h.type:card  p:3" value={text} onInput={type} />
    </div>
  );
}

function TailButtons(props: BarProps) {
  const running = props.standing === "opening" || props.standing === "on" || props.standing === "away";
  if (props.standing === "off") {
    return <Button onClick={props.onTail}>▶ Tail</Button>;
  }
  return (
    <span class="messages-tail">
      {running ? (
        <Button pressed onClick={props.onPause}>
          ❚❚ Pause
        </Button>
      ) : (
        <Button onClick={props.onTail}>▶ Go on</Button>
      )}
      <Button onClick={props.onLeave}>Leave tail</Button>
    </span>
  );
}
