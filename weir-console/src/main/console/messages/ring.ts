export const RING_MAX = 10_000;

/** The newest first, and no more than fit. */
export function withNewest<T>(rows: readonly T[], newest: readonly T[], max = RING_MAX): readonly T[] {
  if (newest.length === 0) return rows;
  const all = newest.slice(-max).reverse();
  for (let i = 0; i < rows.length && all.length < max; i++) all.push(rows[i] as T);
  return all;
}
