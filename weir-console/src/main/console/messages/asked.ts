// What is asked for: it stands in the address, so a link shows a colleague the same messages.
import { setQuery } from "../app/route.ts";
import { keep, kept } from "../kit/kept.ts";
import { WAYS } from "./message.ts";

export interface Asked {
  readonly topic: string;
  readonly from: string;
  readonly partition: string;
  readonly q: string;
  readonly keyAs: string;
  readonly valueAs: string;
}

/** Bytes are read as the address says, else as they were last read in this topic. */
export function askedOf(topic: string, query: URLSearchParams): Asked {
  return {
    topic,
    from: query.get("from") ?? "",
    partition: query.get("partition") ?? "",
    q: query.get("q") ?? "",
    keyAs: query.get("keyAs") ?? remembered("key", topic),
    valueAs: query.get("as") ?? remembered("value", topic),
  };
}

export function readAs(part: "key" | "value", topic: string, way: string): void {
  keep(storeName(part, topic), way === "auto" ? undefined : way);
  setQuery({ [part === "key" ? "keyAs" : "as"]: way === "auto" ? undefined : way });
}

function remembered(part: "key" | "value", topic: string): string {
  const way = kept(storeName(part, topic));
  return WAYS.find((known) => known === way) ?? "auto";
}

function storeName(part: string, topic: string): string {
  return `weir.as.${part}.${topic}`;
}

/** The path of the API for it. */
export function pathOf(asked: Asked, what: "messages" | "tail" | `messages/${string}`, more: Readonly<Record<string, string | undefined>> = {}): string {
  const query = new URLSearchParams();
  const all = { partition: asked.partition, q: asked.q, keyAs: auto(asked.keyAs), valueAs: auto(asked.valueAs), ...more };
  for (const [name, value] of Object.entries(all)) if (value) query.set(name, value);
  return `topics/${encodeURIComponent(asked.topic)}/${what}?${query.toString()}`;
}

function auto(way: string): string {
  return way === "auto" ? "" : way;
}
