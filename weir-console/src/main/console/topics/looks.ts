import { useEffect } from "preact/hooks";
import { useEvery } from "../kit/load.ts";

const EVERY_MS = 5_000;
/** A rate needs two looks: the second comes soon. */
const SECOND_MS = 1_200;

/** Looks again and again while the page is shown. */
export function useLooks(again: () => void): void {
  useEvery(EVERY_MS, again);
  useEffect(() => {
    const timer = setTimeout(again, SECOND_MS);
    return () => clearTimeout(timer);
  }, [again]);
}
