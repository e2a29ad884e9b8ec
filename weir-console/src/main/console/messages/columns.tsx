import type { Column } from "../kit/table.tsx";
import { timeSeen } from "./from.ts";
import { Marked } from "./marked.tsx";
import type { Message, Shown } from "./message.ts";
import { oneLine, type Search, wordsFor } from "./search.ts";

/** One for all: it takes longer to make than a row. */
const WHOLE_TIME = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "long" });

/** Of a small screen only those that one reads for; the reader has the others. */
export function columnsFor(search: Search, narrow: boolean, littleRoom = narrow): readonly Column<Message>[] {
  const all = allColumns(search, littleRoom);
  return narrow ? all.filter(({ name }) => name !== "partition" && name !== "offset") : all;
}

function allColumns(search: Search, littleRoom: boolean): readonly Column<Message>[] {
  const keyWords = wordsFor(search, "key");
  const valueWords = wordsFor(search, "value");
  return [
    { name: "time", label: "time", width: "112px", cell: (row) => <Time at={row.time} />, plain: (row) => (row.time < 0 ? "" : new Date(row.time).toISOString()) },
    { name: "partition", label: "p", width: "28px", align: "right", cell: (row) => row.partition, plain: (row) => row.partition },
    { name: "offset", label: "offset", width: "88px", align: "right", cell: (row) => grouped(row.offset), plain: (row) => row.offset },
    { name: "key", label: "key", width: "minmax(64px, 160px)", mono: true, cell: (row) => <Line shown={row.key} words={keyWords} littleRoom />, plain: (row) => row.key?.text },
    { name: "value", label: "value", width: "minmax(140px, 1fr)", mono: true, cell: (row) => <Line shown={row.value} words={valueWords} littleRoom={littleRoom} />, plain: (row) => row.value?.text },
  ];
}

/** Of files also those that the table has no room for. */
export const HEADERS: Column<Message> = {
  name: "headers",
  label: "headers",
  cell: () => null,
  plain: (row) => JSON.stringify(row.headers.map(({ name, text }) => ({ name, text }))),
};

/** With commas; a tail writes a thousand a second. */
function grouped(digits: string): string {
  return digits.replace(/\B(?=(?:\d{3})+$)/g, ",");
}

export function Time(props: { at: number }) {
  if (props.at < 0) return <span class="soft">none</span>;
  const at = new Date(props.at);
  return (
    <time dateTime={at.toISOString()} title={WHOLE_TIME.format(at)}>
      {timeSeen(at, new Date())}
    </time>
  );
}

function Line(props: { shown: Shown | null; words: readonly string[]; littleRoom: boolean }) {
  if (props.shown === null) return <span class="soft">null</span>;
  if (props.shown.bytes === 0) return <span class="soft">empty</span>;
  return <Marked text={oneLine(props.shown.text, props.words, props.littleRoom)} words={props.words} />;
}
