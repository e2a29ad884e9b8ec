// A message as the API tells it.

export interface Shown {
  readonly as: string;
  readonly text: string;
  readonly bytes: number;
  readonly truncated?: boolean;
  readonly schemaId?: number;
  readonly problem?: string;
  readonly base64?: string;
}

export interface Header {
  readonly name: string;
  readonly text: string | null;
  readonly base64?: string;
}

export interface Message {
  readonly partition: number;
  readonly offset: string;
  readonly time: number;
  readonly timestampType: string;
  readonly key: Shown | null;
  readonly value: Shown | null;
  readonly headers: readonly Header[];
}

export interface MessagesPage {
  readonly messages: readonly Message[];
  readonly scanned: number;
  readonly of: number;
  readonly from?: number;
  readonly to?: number;
  readonly cursor?: string;
  readonly done: boolean;
  readonly note?: string;
}

/** What tells it from all others of its topic: partition and offset, as `from` and `at` have them. */
export function placeOf(message: Message): string {
  return `${message.partition}:${message.offset}`;
}

/** Whether a field of text would give it back byte for byte. */
export function isText({ text, base64 }: Header): boolean {
  return text !== null && (base64 === undefined || base64 === inBase64(text));
}

function inBase64(text: string): string {
  return btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(""));
}

/** Ways to read bytes, `auto` first. */
export const WAYS = ["auto", "json", "text", "hex", "base64", "avro", "protobuf", "jsonschema"] as const;
