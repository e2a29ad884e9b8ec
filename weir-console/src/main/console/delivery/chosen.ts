// Which dead letters an act is about, as the API and as the command line have it.
import { quoted } from "../kit/shell.ts";

export interface Chosen {
  readonly sequences: readonly string[];
  readonly reason: string;
  readonly topic: string;
}

type Body = { all: true } | { sequences: readonly string[] } | { reason?: string; topic?: string };

export function meant(chosen: Chosen): Body {
  if (chosen.sequences.length > 0) return { sequences: chosen.sequences };
  if (chosen.reason === "" && chosen.topic === "") return { all: true };
  return { ...(chosen.reason && { reason: chosen.reason }), ...(chosen.topic && { topic: chosen.topic }) };
}

/** What stands behind "3 dead letters of kafka". */
export function named(chosen: Chosen): string {
  if (chosen.sequences.length > 0) return ", those that are ticked,";
  const topic = chosen.topic && ` of topic ${chosen.topic}`;
  return topic + (chosen.reason && ` with the reason ${chosen.reason}`);
}

const SHOWN_MAX = 20;

/** The equal command. It takes places, so where a filter chooses them, another command lists them. */
export function command(act: "requeue" | "drop", sink: string, chosen: Chosen): string {
  const start = `weir wal dead ${act} --sink ${sink}`;
  if (chosen.sequences.length > 0) return `${start} --sequence ${places(chosen.sequences)}`;
  if (chosen.reason === "" && chosen.topic === "") return `${start} --all`;
  return `${start} --sequence $(weir wal dead list --sink ${sink}${filter(chosen)} -n 1000000 -o name)`;
}

function places(sequences: readonly string[]): string {
  return sequences.slice(0, SHOWN_MAX).join(" ") + (sequences.length > SHOWN_MAX ? " …" : "");
}

function filter({ reason, topic }: Chosen): string {
  return (topic && ` --topic ${quoted(topic)}`) + (reason && ` --reason ${quoted(reason)}`);
}

export function exportQuery({ reason, topic }: Chosen): string {
  const query = new URLSearchParams({ ...(reason && { reason }), ...(topic && { topic }) }).toString();
  return query && `?${query}`;
}
