import type { Kind } from "../kit/texts.tsx";

export interface Check {
  readonly name: string;
  readonly kind: Kind;
  readonly what: string;
  readonly remedy?: string;
}

const RANKS: Readonly<Record<Kind, number>> = { lost: 0, stored: 1, soft: 2, fine: 3 };

/** In the gateway's order otherwise. */
export function worstFirst(checks: readonly Check[]): Check[] {
  return [...checks].sort((a, b) => RANKS[a.kind] - RANKS[b.kind]);
}

export function verdict(checks: readonly Check[]): { kind: Kind; text: string } {
  const wrong = checks.filter((check) => check.kind !== "fine");
  const worst = worstFirst(wrong)[0];
  if (!worst) return { kind: "fine", text: `All ${checks.length} checks are fine` };
  return { kind: worst.kind, text: `${wrong.length} of ${checks.length} checks ${wrong.length === 1 ? "needs" : "need"} a look` };
}
