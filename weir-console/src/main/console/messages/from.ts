// Where a reading begins: as the address has it, and as a person writes it.
import { timeOfDay } from "../kit/amounts.ts";

export type FromKind = "latest" | "earliest" | "-15m" | "-1h" | "-1d" | "offset" | "time";

export const FROM_CHOICES: readonly { readonly value: FromKind; readonly label: string }[] = [
  { value: "latest", label: "latest" },
  { value: "earliest", label: "earliest" },
  { value: "-15m", label: "last 15 min" },
  { value: "-1h", label: "last hour" },
  { value: "-1d", label: "last day" },
  { value: "offset", label: "offset…" },
  { value: "time", label: "time…" },
];

export function kindOf(from: string): FromKind {
  if (from === "") return "latest";
  if (FROM_CHOICES.some(({ value }) => value === from)) return from as FromKind;
  return /^(offset:)?\d+$|^\d+:\d+$/.test(from) ? "offset" : "time";
}

/** An offset as it is written: `123`, or `0:123` for one partition. Undefined where it is none. */
export function readOffset(text: string): string | undefined {
  const offset = text.trim().replaceAll(",", "");
  if (/^\d{1,18}$/.test(offset)) return `offset:${offset}`;
  return /^\d{1,9}:\d{1,18}$/.test(offset) ? offset : undefined;
}

/** A time of here: `10:42`, `2026-01-31 10:42:07`, `2026-01-31`. What is later than now is of yesterday. */
export function readTime(text: string, now: Date): string | undefined {
  const wanted = text.trim();
  if (/^-\d+(ms|s|m|h|d)$/.test(wanted)) return wanted;
  const day = /^(\d{1,2}):(\d\d)(?::(\d\d))?$/.exec(wanted);
  if (day) {
    const at = new Date(now);
    at.setHours(Number(day[1]), Number(day[2]), Number(day[3] ?? 0), 0);
    if (Number.isNaN(at.getTime())) return undefined;
    if (at > now) at.setDate(at.getDate() - 1);
    return at.toISOString();
  }
  if (!/^\d{4}-\d\d-\d\d/.test(wanted)) return undefined;
  // A date alone would be taken for one of UTC.
  const at = new Date(/^\d{4}-\d\d-\d\d$/.test(wanted) ? `${wanted}T00:00:00` : wanted.replace(" ", "T"));
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}

/** What a person reads of it in the field behind the choice. */
export function writtenFrom(from: string): string {
  if (kindOf(from) !== "time") return from.replace("offset:", "");
  const at = new Date(from);
  return Number.isNaN(at.getTime()) ? from : local(at);
}

/** `2026-01-31 10:42:07`, here. */
export function local(at: Date): string {
  const two = (n: number) => String(n).padStart(2, "0");
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day} ${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}

/** The time here in little room: with its day where that is not today, with its year where that is another. */
export function timeSeen(at: Date, now: Date): string {
  const text = local(at);
  const today = local(now);
  if (text.slice(0, 10) === today.slice(0, 10)) return timeOfDay(at.getTime(), true);
  return text.slice(0, 4) === today.slice(0, 4) ? text.slice(5) : text.slice(0, 16);
}
