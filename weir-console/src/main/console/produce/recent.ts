// The last messages that were sent from this browser.
import { cell } from "../kit/cell.ts";
import { keep as keepAs, kept } from "../kit/kept.ts";
import type { Draft } from "./draft.ts";

const PLACE = "weir.produce.recent";
const KEPT_MAX = 10;
/** Larger ones are not kept: the browser's store is small. */
const CHARACTERS_MAX = 100_000;

export interface Recent {
  readonly at: number;
  readonly draft: Draft;
}

export const recent = cell<readonly Recent[]>(read());

function read(): readonly Recent[] {
  try {
    const all: unknown = JSON.parse(kept(PLACE) ?? "[]");
    return Array.isArray(all) ? all.filter(isRecent).slice(0, KEPT_MAX) : [];
  } catch {
    return []; // somebody else wrote there
  }
}

function isRecent(one: unknown): one is Recent {
  const { at, draft } = (one ?? {}) as Partial<Recent>;
  return typeof at === "number" && typeof draft?.topic === "string" && typeof draft.value === "string" && Array.isArray(draft.headers);
}

/** The newest first, each once. */
export function keep(draft: Draft): void {
  if (JSON.stringify(draft).length > CHARACTERS_MAX) return;
  const same = JSON.stringify(draft);
  const others = recent.value.filter((one) => JSON.stringify(one.draft) !== same);
  recent.set([{ at: Date.now(), draft }, ...others].slice(0, KEPT_MAX));
  keepAs(PLACE, JSON.stringify(recent.value));
}
