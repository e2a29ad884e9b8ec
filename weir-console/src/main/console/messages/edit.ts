// Hands a message to the drawer that sends messages.
import { get } from "../kit/api.ts";
import { asApiError } from "../kit/load.ts";
import { toast } from "../kit/toast.tsx";
import { openProduce, type Written } from "../produce/open.ts";
import { isText, type Message, type Shown } from "./message.ts";

/** Whole, and byte for byte: the list may have cut or decoded it. */
export async function editAndSend(topic: string, place: string): Promise<void> {
  try {
    openProduce(written(topic, await get<Message>(`topics/${encodeURIComponent(topic)}/messages/${place.replace(":", "/")}`)));
  } catch (e) {
    toast(asApiError(e).detail, "lost");
  }
}

export function written(topic: string, { key, value, headers }: Message): Written {
  return {
    topic,
    key: key === null ? "" : bytes(key),
    keyFormat: key === null || isPlain(key) ? "text" : "base64",
    value: value === null ? "" : bytes(value),
    valueFormat: value === null || isPlain(value) ? "text" : "base64",
    tombstone: value === null,
    headers: headers.map((header) => ({ name: header.name, ...(isText(header) || header.text === null ? { value: header.text } : { value: header.base64 ?? "", valueFormat: "base64" }) })),
  };
}

function bytes(shown: Shown): string {
  return isPlain(shown) ? shown.text : (shown.base64 ?? "");
}

/** What was decoded by a schema is sent as it came. */
function isPlain(shown: Shown): boolean {
  return shown.schemaId === undefined && (shown.as === "text" || shown.as === "json");
}
