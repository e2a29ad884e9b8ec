// Asks for something again and again, one question at a time.

interface Told<T> {
  begun(): void;
  came(data: T): void;
  failed(error: unknown): void;
}

export interface Asking {
  /** Asks once more: now, or as soon as the question under way has its answer. */
  again(): void;
  stop(): void;
}

/**
 * A new question does not end the one under way: where an answer takes longer than the page waits
 * between two questions, each would be given up for the next, and nothing ever be shown.
 */
export function keepAsking<T>(ask: (signal: AbortSignal) => Promise<T>, told: Told<T>): Asking {
  const giveUp = new AbortController();
  let busy = false;
  let wanted = false;
  const run = async () => {
    busy = true;
    wanted = false;
    told.begun();
    const tell = await ask(giveUp.signal).then(
      (data) => () => told.came(data),
      (e: unknown) => () => told.failed(e),
    );
    busy = false;
    if (giveUp.signal.aborted) return;
    tell();
    if (wanted) void run();
  };
  return {
    again() {
      if (busy) wanted = true;
      else if (!giveUp.signal.aborted) void run();
    },
    stop: () => giveUp.abort(),
  };
}
