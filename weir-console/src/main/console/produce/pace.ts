// How a message that goes many times is spread over calls. Pure.

const BATCHES_A_SECOND = 5;

export interface Sent {
  readonly sent: number;
  readonly failed: number;
  readonly level: "memory" | "journal" | "kafka" | null;
  readonly partition?: number;
  readonly offset?: string;
  readonly problem?: string;
}

/** All that was sent so far, with the place of the last. */
export function added(a: Sent | undefined, b: Sent): Sent {
  return a ? { ...a, ...b, sent: a.sent + b.sent, failed: a.failed + b.failed } : b;
}

/** How many go in one call, so that they keep to the rate. */
export function batchOf(rate: number, left: number): number {
  return Math.min(left, Math.max(1, Math.round(rate / BATCHES_A_SECOND)));
}
