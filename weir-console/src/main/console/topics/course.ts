// How fast topics grew at the last looks, kept while other pages are shown.
import type { TopicFigures } from "./figures.ts";

const LOOKS_MAX = 24;

const courses = new Map<string, (number | null)[]>();

/** Notes what a look has seen. Those that are gone are forgotten. */
export function noteRates(topics: readonly TopicFigures[]): void {
  const there = new Set(topics.map(({ name }) => name));
  for (const name of courses.keys()) if (!there.has(name)) courses.delete(name);
  for (const { name, perSecond } of topics) {
    const course = [...(courses.get(name) ?? []), perSecond];
    courses.set(name, course.slice(-LOOKS_MAX));
  }
}

export function courseOf(topic: string): readonly (number | null)[] {
  return courses.get(topic) ?? [];
}
