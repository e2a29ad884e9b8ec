// A setting of a topic, and what its value means. Pure.
import { age, size } from "../kit/amounts.ts";

export interface Setting {
  readonly name: string;
  /** Null: a secret. */
  readonly value: string | null;
  readonly secret: boolean;
  readonly default: string | null;
  readonly origin: "topic" | "broker" | "default";
  readonly type: string;
  readonly readOnly: boolean;
  readonly doc?: string;
}

export interface Changed {
  readonly name: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly origin: "topic" | "broker";
}

export function shown(setting: Setting): string {
  if (setting.secret) return "•••• (set)";
  return setting.value === null || setting.value === "" ? "(empty)" : setting.value;
}

/** A long number in words: 604800000 is 7 d. */
export function meaning(name: string, value: string | null): string {
  const number = Number(value);
  if (value === null || value === "" || !Number.isFinite(number)) return "";
  if (number === -1 && /\.(ms|bytes)$/.test(name)) return "no limit";
  if (number >= Number.MAX_SAFE_INTEGER) return "no limit";
  if (number < 1000) return "";
  if (name.endsWith(".ms")) return age(number);
  return name.endsWith(".bytes") ? size(number) : "";
}

/** What Kafka will throw away because of a change; nothing where it keeps all. */
export function danger({ name, before, after }: Changed): string | undefined {
  if (name === "cleanup.policy" && after?.includes("compact") && !before?.includes("compact")) return "Of each key only the last message will be left, and messages without a key are refused.";
  if (name === "cleanup.policy" && after?.includes("delete") && !before?.includes("delete")) return "Messages older than retention.ms will be deleted.";
  if (name !== "retention.ms" && name !== "retention.bytes") return undefined;
  if (limit(after) >= limit(before)) return undefined;
  return name === "retention.ms" ? `Messages older than ${meaning(name, after) || `${after} ms`} will be deleted.` : `Of each partition only the last ${meaning(name, after) || `${after} bytes`} will be kept.`;
}

function limit(value: string | null): number {
  const number = Number(value ?? "-1");
  return number < 0 ? Infinity : number;
}
