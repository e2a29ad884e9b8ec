// Finds names by a few of their letters.

/** The best of them: those that begin so, then those that have it, then those that have its letters in turn. */
export function best<T extends { readonly name: string }>(text: string, of: readonly T[], most: number): T[] {
  const wanted = text.trim().toLowerCase();
  return of
    .map((one, at) => ({ one, at, score: score(wanted, one.name.toLowerCase()) }))
    .filter(({ score }) => score < 4)
    .sort((a, b) => a.score - b.score || a.at - b.at)
    .slice(0, most)
    .map(({ one }) => one);
}

function score(wanted: string, name: string): number {
  if (name.startsWith(wanted)) return 0;
  const at = name.indexOf(wanted);
  if (at > 0) return /[^a-z0-9]/.test(name[at - 1] ?? "") ? 1 : 2;
  return inTurn(wanted, name) ? 3 : 4;
}

function inTurn(wanted: string, name: string): boolean {
  let at = 0;
  for (const letter of name) if (letter === wanted[at]) at++;
  return at >= wanted.length;
}
