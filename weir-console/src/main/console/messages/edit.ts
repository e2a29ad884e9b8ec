// Hands a message to the drawer that sends messages.
import { get } from "../kit/api.ts";
import { asApiError } from "../kit/load.ts";
import { toast } from "../kit/toast.tsx";
import { openProduce, type Written } from "../produce/open.ts";
import { type Message, notText, type Shown } from "./message.ts";

/** Whole, and byte for byte: the list may have cut or decoded it. */
export async function editAndSend(topic: string, place: string): Promise<void> {
  try {
    const message = await get<Message>(`topics/${encodeURIComponent(topic)}/messages/${place.replace(":", "/")}`);
    openProduce(written(topic, message));
    const changed = notText(message);
    if (changed.length > 0) toast(`What is no text cannot be edited here and would be sent changed: ${changed.map((name) => `header ${name}`).join(", ")}.`, "lost");
  } catch (e) {
    toast(asApiError(e).detail, "lost");
  }
}

export function written(topic: string, { key, value, headers }: Message): Written {
  return {
    topic,
    key: key === null ? "" : bytes(key),
    keyFormat: key === null || isText(key) ? "text" : "base64",
    value: value === null ? "" : bytes(value),
    valueFormat: value === null || isText(value) ? "text" : "base64",
    tombstone: value === null,
    headers: headers.map(({ name, text }) => ({ name, value: text })),
  };
}

function bytes(shown: Shown): string {
  return isText(shown) ? shown.text : (shown.base64 ?? "");
}

/** What was decoded by a schema is sent as it came. */
function isText(shown: Shown): boolean {
  return shown.schemaId === undefined && (shown.as === "text" || shown.as === "json");
}
