import { cell } from "../kit/cell.ts";
import { live } from "../live/stream.ts";
import type { Lanes } from "./types.ts";

/** How many dead letters wait for somebody; the rail shows it. */
export const badge = cell(0);

live<Lanes>("lanes").listen(({ last }) => badge.set((last?.lanes ?? []).reduce((sum, lane) => sum + lane.deadLetters, 0)));
