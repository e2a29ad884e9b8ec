// What a person wants to be reset, as the gateway takes it.
import type { GroupDetail } from "./model.ts";

export type Where = "start" | "end" | "ago" | "time" | "offset" | "before" | "onward";

export interface Choice {
  readonly where: Where;
  /** What belongs to it: `1h`, a time, a number. */
  readonly amount: string;
  /** Empty for all topics. */
  readonly topic: string;
  /** `0,2-4`; empty for all partitions of the topic. */
  readonly partitions: string;
}

export const WHERE: readonly { readonly value: Where; readonly label: string; readonly amount?: string; readonly hint?: string; readonly first?: string }[] = [
  { value: "start", label: "The first message there is" },
  { value: "end", label: "The end: only what comes from now on" },
  { value: "ago", label: "Some time ago", amount: "How long ago", hint: "Such as 30m, 1h or 7d", first: "1h" },
  { value: "time", label: "A moment", amount: "Moment", hint: "By this computer's clock, such as 2026-11-21 10:00" },
  { value: "offset", label: "An offset", amount: "Offset, in each partition", first: "0" },
  { value: "before", label: "So many before the end", amount: "Messages before the end of each partition", first: "100" },
  { value: "onward", label: "So many further on", amount: "Messages to skip in each partition", first: "1" },
];

export interface Wish {
  readonly to: string;
  readonly topics: readonly { topic: string; partition?: number }[];
}

/** The wish, or what is wrong with the choice. */
export function wishOf(choice: Choice): Wish | { readonly wrong: string; readonly field: "amount" | "partitions" } {
  const to = placeOf(choice.where, choice.amount.trim());
  if (to === undefined) return { wrong: WRONG[choice.where] ?? "Say how much.", field: "amount" };
  if (choice.topic === "") return { to, topics: [] };
  const partitions = numbersOf(choice.partitions);
  if (partitions === undefined) return { wrong: "Write numbers such as 0,2 or 0-3; empty is all.", field: "partitions" };
  if (partitions.length === 0) return { to, topics: [{ topic: choice.topic }] };
  return { to, topics: partitions.map((partition) => ({ topic: choice.topic, partition })) };
}

const WRONG: Partial<Record<Where, string>> = {
  ago: "Write a number and a unit: 30s, 15m, 1h, 7d.",
  time: "Write a day and a time, such as 2026-11-21 10:00.",
  offset: "Write a whole number from 0 on.",
  before: "Write a whole number from 0 on.",
  onward: "Write a whole number from 0 on.",
};

function placeOf(where: Where, amount: string): string | undefined {
  const whole = /^\d{1,18}$/.test(amount) ? amount : undefined;
  switch (where) {
    case "start":
    case "end":
      return where;
    case "ago":
      return /^\d{1,9}(ms|s|m|h|d|w)$/.test(amount) ? `-${amount}` : undefined;
    case "time":
      return momentOf(amount);
    case "offset":
      return whole;
    case "before":
      return whole && `-${whole}`;
    case "onward":
      return whole && `+${whole}`;
  }
}

/** With its zone, since the gateway may be in another. */
function momentOf(text: string): string | undefined {
  if (!/^\d{4}-\d\d-\d\d([ T]\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?)?$/.test(text)) return undefined;
  // A day alone would be taken as one in UTC.
  const moment = new Date(text.length === 10 ? `${text}T00:00` : text.replace(" ", "T"));
  return Number.isNaN(moment.getTime()) ? undefined : moment.toISOString().replace(".000Z", "Z");
}

export function numbersOf(text: string): number[] | undefined {
  const numbers = new Set<number>();
  for (const part of text.split(",").map((one) => one.trim()).filter(Boolean)) {
    const [, from, to] = /^(\d{1,6})(?:\s*[-–]\s*(\d{1,6}))?$/.exec(part) ?? [];
    if (from === undefined) return undefined;
    const last = Number(to ?? from);
    if (last < Number(from) || last - Number(from) > 10_000) return undefined;
    for (let n = Number(from); n <= last; n++) numbers.add(n);
  }
  return [...numbers].sort((a, b) => a - b);
}

/** Topics that the group has offsets in, or reads. */
export function topicsOf(group: GroupDetail): string[] {
  return [...new Set(group.partitions.map(({ topic }) => topic))];
}
