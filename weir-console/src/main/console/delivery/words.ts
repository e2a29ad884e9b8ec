// What is known of a sink, in words.
import { age, count, rate } from "../kit/amounts.ts";
import type { Kind as Colour } from "../kit/texts.tsx";
import type { Lane, Replay, Window } from "./types.ts";

export interface State {
  readonly kind: Colour;
  readonly shape: string;
  readonly word: string;
}

/** The same words as `weir gateway status`. */
export function state(lane: Lane): State {
  if (lane.held) return { kind: "lost", shape: "○", word: "Tripped" };
  if (lane.breaker === "open") return { kind: "lost", shape: "○", word: "Away" };
  if (lane.breaker === "half_open") return { kind: "stored", shape: "◐", word: "Tries" };
  return { kind: "fine", shape: "●", word: "Sends" };
}

/** What happens next, or why nothing does. */
export function next(lane: Lane, now: number): string {
  if (lane.held) return "Somebody wants nothing sent there. What comes waits until the reset, or the next start.";
  if (lane.breaker === "half_open") return `A few messages may try${lane.inFlight > 0 ? `; ${count(lane.inFlight)} are in hand` : ""}. ${lane.successesMax - lane.successes} that get there, and it sends again.`;
  if (lane.breaker === "open") return lane.inFlight > 0 ? `${tryIn(lane, now)} The first of ${count(lane.inFlight)} messages that Kafka's client has in hand that gets there ends it sooner.` : tryIn(lane, now);
  if (lane.topicsAwayCount > 0) return `It takes messages, but not those of ${lane.topicsAwayCount} ${lane.topicsAwayCount === 1 ? "topic" : "topics"}.`;
  return lane.failures > 0 ? `${lane.failures} of ${lane.failuresMax} failures in a row.` : "";
}

function tryIn(lane: Lane, now: number): string {
  if (lane.nextTryAt === null) return "";
  const left = Math.ceil((lane.nextTryAt - now) / 1000);
  return left > 0 ? `Next try in ${left} s.` : "Next try now.";
}

/** How long what waits may take once the sink is back, by how fast the last replay was. */
export function drain(lane: Lane): string | undefined {
  const pace = lane.replay?.perSecond ?? 0;
  if (lane.waiting === 0 || pace <= 0 || lane.breaker === "closed") return undefined;
  return `about ${age(Math.max(1000, (1000 * lane.waiting) / pace))} once it is back`;
}

export function replayed(replay: Replay): string {
  const pace = replay.perSecond > 0 ? ` · ${rate(replay.perSecond)}/s` : "";
  if (!replay.underWay) return `${count(replay.done)} sent${pace}`;
  const left = replay.secondsLeft === null ? "" : ` · ${seconds(replay.secondsLeft)} left`;
  return `${count(replay.done)} of ${count(replay.total)}${pace}${left}`;
}

function seconds(value: number): string {
  return value < 10 ? `${value.toFixed(1)} s` : age(1000 * value);
}

/** `too_large` as people say it. */
export function reason(code: string): string {
  return code.replaceAll("_", " ");
}

/** `3,540 of 5,000 in 1 s`. */
export function used(window: Window, unit: (value: number) => string): string {
  return `${unit(window.used)} of ${unit(window.allowed)} in ${age(window.perMillis)}`;
}
