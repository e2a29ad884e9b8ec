// Sends a message once, or many times at a rate.
import { send } from "../kit/api.ts";
import { bodyOf, type Draft } from "./draft.ts";
import { added, batchOf, type Sent } from "./pace.ts";

/** Tells after each call how far it is. Ends early when somebody stops it; what a call throws ends it, too. */
export async function run(draft: Draft, tell: (sent: Sent) => void, stop: AbortSignal): Promise<void> {
  const path = `topics/${encodeURIComponent(draft.topic)}/messages`;
  const body = bodyOf(draft);
  const rate = Number(draft.rate);
  let left = Number(draft.count);
  let total: Sent | undefined;
  let due = performance.now();
  while (left > 0 && !stop.aborted) {
    const count = batchOf(rate, left);
    total = added(total, await send<Sent>("POST", path, count > 1 ? { ...body, count } : body));
    left -= count;
    tell(total);
    due = Math.max(due + (count * 1000) / rate, performance.now() - 1000);
    if (left > 0) await until(due, stop);
  }
}

function until(due: number, stop: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const timer = setTimeout(done, Math.max(0, due - performance.now()));
    stop.addEventListener("abort", () => (clearTimeout(timer), done()), { once: true });
  });
}
