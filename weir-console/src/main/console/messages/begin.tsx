import { useEffect, useState } from "preact/hooks";
import { setQuery } from "../app/route.ts";
import { Select, TextField } from "../kit/controls.tsx";
import { FROM_CHOICES, type FromKind, kindOf, readOffset, readTime, writtenFrom } from "./from.ts";

/** Where to begin: one of a few places, or an offset or time that one writes. */
export function FromField(props: { from: string }) {
  const [kind, setKind] = useState<FromKind>(kindOf(props.from));
  const [text, setText] = useState(writtenFrom(props.from));
  const [tried, setTried] = useState(false);
  useEffect(() => {
    setKind(kindOf(props.from));
    setText(writtenFrom(props.from));
  }, [props.from]);

  const written = kind === "offset" || kind === "time";
  const read = kind === "offset" ? readOffset(text) : readTime(text, new Date());
  const begin = () => {
    setTried(true);
    if (read) setQuery({ from: read, at: undefined, tail: undefined }, false);
  };
  const choose = (value: string) => {
    const next = FROM_CHOICES.find((choice) => choice.value === value)?.value ?? "latest";
    setKind(next);
    setTried(false);
    if (next === "offset" || next === "time") setText("");
    else setQuery({ from: next === "latest" ? undefined : next, at: undefined, tail: undefined }, false);
  };
  return (
    <>
      <Select label="From" value={kind} choices={FROM_CHOICES} onChange={choose} />
      {written && (
        <form
          class="messages-from"
          onSubmit={(event) => {
            event.preventDefault();
            begin();
          }}
          onFocusOut={() => read && read !== props.from && begin()}
        >
          <TextField
            label={kind === "offset" ? "Offset" : "Time"}
            value={text}
            onInput={setText}
            mono
            autofocus
            placeholder={kind === "offset" ? "123 or 0:123" : "10:42 or 2026-01-31 10:42"}
            error={tried && !read ? (kind === "offset" ? "Write 123, or 0:123 for partition 0" : "Write 10:42 or 2026-01-31 10:42") : undefined}
          />
        </form>
      )}
    </>
  );
}
