// What is said of a group's progress.
import { age } from "../kit/amounts.ts";
import type { Kind } from "../kit/texts.tsx";
import type { GroupRow, Place, Progress } from "./model.ts";

const TRENDS = { growing: "↑", shrinking: "↓", steady: "→" } as const;

export function trendSign(trend: NonNullable<Progress["trend"]>): string {
  return TRENDS[trend];
}

/** Who is less behind keeps up, whatever the rates of the moment say. */
const KEEPS_UP_MS_MAX = 15_000;

/** Whether messages wait for long already, and nobody comes nearer to them. */
export function isStuck(progress: Progress): boolean {
  if (progress.lag === null || progress.lag === "0" || progress.trend === null || progress.emptyInSeconds !== null) return false;
  return progress.behindMillis === null || progress.behindMillis > KEEPS_UP_MS_MAX;
}

export function behindWords(progress: Progress): string {
  if (progress.lag === null || progress.behindMillis === null) return "–";
  return progress.lag === "0" ? "–" : age(progress.behindMillis);
}

export function emptyInWords(progress: Progress): string {
  if (progress.lag === null) return "–";
  if (progress.lag === "0") return "caught up";
  if (isStuck(progress)) return "never";
  if (progress.trend === null) return "–";
  return progress.emptyInSeconds === null ? "keeps up" : age(progress.emptyInSeconds * 1000);
}

/** The state in the colour of what it means: a group at work is fine, one that is about to be is not yet. */
export function stateKind(state: string): Kind {
  if (state === "Stable") return "fine";
  if (state === "Empty" || state === "Unknown") return "soft";
  return state === "Dead" ? "lost" : "stored";
}

/** Those whose name or topics have the words of a filter. */
export function matching(groups: readonly GroupRow[], filter: string): readonly GroupRow[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return groups;
  return groups.filter(({ group, topics }) => {
    const text = [group, ...topics].join(" ").toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** `rides 0–2, 5 · taxis 1`: partitions in runs, so that many take little room. */
export function placesWords(places: readonly Place[]): string {
  const topics = new Map<string, number[]>();
  for (const { topic, partition } of places) topics.set(topic, [...(topics.get(topic) ?? []), partition]);
  return [...topics].map(([topic, partitions]) => `${topic} ${runs(partitions)}`).join(" · ");
}

export function runs(numbers: readonly number[]): string {
  const sorted = [...numbers].sort((a, b) => a - b);
  const found: string[] = [];
  for (let i = 0; i < sorted.length; ) {
    let end = i;
    while (sorted[end + 1] === (sorted[end] ?? 0) + 1) end++;
    found.push(end === i ? `${sorted[i]}` : `${sorted[i]}${end === i + 1 ? ", " : "–"}${sorted[end]}`);
    i = end + 1;
  }
  return found.join(", ");
}
