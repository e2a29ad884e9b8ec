// A message that is being written, and what is sent of it. Pure.
import { parseJson, pretty as indented } from "../kit/json.ts";
import { curlTo, quoted } from "../kit/shell.ts";

export type Format = "text" | "base64";
export type Acks = "kafka" | "journal" | "memory";

export interface DraftHeader {
  readonly name: string;
  readonly value: string | null;
  /** Text where it is not said. */
  readonly valueFormat?: Format;
}

export interface Draft {
  readonly topic: string;
  readonly key: string;
  readonly keyFormat: Format;
  /** Empty: the key decides. */
  readonly partition: string;
  readonly headers: readonly DraftHeader[];
  readonly value: string;
  readonly valueFormat: Format;
  readonly tombstone: boolean;
  readonly acks: Acks;
  /** How often, and how many a second. */
  readonly count: string;
  readonly rate: string;
}

export const NOTHING: Draft = {
  topic: "",
  key: "",
  keyFormat: "text",
  partition: "",
  headers: [],
  value: "",
  valueFormat: "text",
  tombstone: false,
  acks: "kafka",
  count: "1",
  rate: "100",
};

export const COUNT_MAX = 10_000;
export const RATE_MAX = 1_000;

/** The body of `POST /api/topics/{topic}/messages`. */
export interface MessageBody {
  key?: string;
  keyFormat?: Format;
  partition?: number;
  headers?: readonly DraftHeader[];
  value?: string;
  valueFormat?: Format;
  tombstone?: boolean;
  acks?: Acks;
  count?: number;
}

export function bodyOf(draft: Draft): MessageBody {
  const headers = draft.headers.filter(({ name }) => name !== "");
  return {
    ...(draft.key !== "" && { key: draft.key, ...(draft.keyFormat !== "text" && { keyFormat: draft.keyFormat }) }),
    ...(draft.partition !== "" && { partition: Number(draft.partition) }),
    ...(headers.length > 0 && { headers }),
    ...(draft.tombstone ? { tombstone: true } : { value: draft.value, ...(draft.valueFormat !== "text" && { valueFormat: draft.valueFormat }) }),
    ...(draft.acks !== "kafka" && { acks: draft.acks }),
  };
}

/** Why it cannot be sent as it is; nothing where it can. */
export function wrong(draft: Draft): string | undefined {
  if (draft.topic === "") return "Name a topic first.";
  if (draft.partition !== "" && !/^\d{1,9}$/.test(draft.partition)) return "The partition is no number.";
  if (!between(draft.count, COUNT_MAX)) return `It is sent 1 to ${COUNT_MAX.toLocaleString("en-US")} times.`;
  if (!between(draft.rate, RATE_MAX)) return `The rate is 1 to ${RATE_MAX.toLocaleString("en-US")} a second.`;
  return undefined;
}

function between(text: string, most: number): boolean {
  return /^\d{1,6}$/.test(text) && Number(text) >= 1 && Number(text) <= most;
}

/** Whether a value that looks like JSON is some. It is sent in any case. */
export function judged(value: string): { kind: "json" | "broken" | "text"; why?: string } {
  if (!/^\s*[[{"]/.test(value)) return { kind: "text" };
  try {
    JSON.parse(value);
    return { kind: "json" };
  } catch (e) {
    return { kind: "broken", why: e instanceof Error ? e.message : "it is cut off" };
  }
}

/** With line breaks and indents; every number stays as it is written, however long. */
export function pretty(value: string): string {
  const json = parseJson(value);
  return json ? indented(json) : value;
}

/** The same by HTTP. */
export function curlOf(draft: Draft, base: string, login = false): string {
  const address = new URL(`../api/topics/${encodeURIComponent(draft.topic || "TOPIC")}/messages`, base);
  address.hash = "";
  const body = JSON.stringify({ ...bodyOf(draft), ...(Number(draft.count) > 1 && { count: Number(draft.count) }) });
  return `${curlTo(address.href, login)} -H 'X-Weir: 1' -H 'Content-Type: application/json' -d ${quoted(body)}`;
}

const LEVELS: Readonly<Record<Acks, string>> = { kafka: "", journal: " --acks 1", memory: " --acks 0" };

/** The same from the command line: as simple as the message is. */
export function commandOf(draft: Draft): string {
  const simple = isSimple(draft);
  const words = ["weir produce", quoted(draft.topic || "TOPIC")];
  if (simple) words.push(...options(draft));
  else words.push("-i jsonl");
  if (Number(draft.count) > 1) words.push(`--rate ${draft.rate}/s`);
  return `${piped(simple ? draft.value : lineOf(draft), Number(draft.count))} | ${words.join(" ")} --via gateway${LEVELS[draft.acks]}`;
}

function options(draft: Draft): string[] {
  const headers = draft.headers.filter(({ name }) => name !== "").map(({ name, value }) => `-H ${quoted(`${name}=${value}`)}`);
  return [...(draft.key ? [`-k ${quoted(draft.key)}`] : []), ...headers, ...(draft.partition ? [`-p ${draft.partition}`] : [])];
}

/** Some shells' `echo` takes backslashes and a dash at the beginning for its own. */
function piped(text: string, times: number): string {
  if (times > 1) return `yes ${quoted(text)} | head -n ${times}`;
  return /\\|^-/.test(text) ? `printf '%s\\n' ${quoted(text)}` : `echo ${quoted(text)}`;
}

/** One line of text can be piped as it is. */
function isSimple(draft: Draft): boolean {
  const plain = draft.keyFormat === "text" && draft.valueFormat === "text";
  const headers = draft.headers.every(({ name, value, valueFormat }) => !name.includes("=") && value !== null && valueFormat !== "base64");
  return plain && headers && !draft.tombstone && !/[\n\r]/.test(draft.value);
}

function lineOf(draft: Draft): string {
  const data = (text: string, format: Format) => (format === "base64" ? { base64: text } : text);
  const headers = draft.headers.filter(({ name }) => name !== "").map(({ name, value, valueFormat }) => ({ key: name, value: value === null ? null : data(value, valueFormat ?? "text") }));
  return JSON.stringify({
    ...(draft.key !== "" && { key: data(draft.key, draft.keyFormat) }),
    value: draft.tombstone ? null : data(draft.value, draft.valueFormat),
    ...(headers.length > 0 && { headers }),
    ...(draft.partition !== "" && { partition: Number(draft.partition) }),
  });
}
