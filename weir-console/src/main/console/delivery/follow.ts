import { useEffect, useState } from "preact/hooks";

const LOOK_MS = 2_000;

/** Asks again soon after there are more or fewer, and not all the time; at once after an act of one's own. */
export function useFollow(amount: number, acts: number, again: () => void, follows = true): void {
  const [shown, show] = useState(amount);
  useEffect(() => {
    if (shown === amount || !follows) return;
    const timer = setTimeout(() => {
      show(amount);
      again();
    }, LOOK_MS);
    return () => clearTimeout(timer);
  }, [shown, shown === amount, again, follows]);
  useEffect(() => {
    if (acts > 0) again();
  }, [acts]);
}
