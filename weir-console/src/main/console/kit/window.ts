// Which of many rows have to be in the page.

const MORE = 8;
const ROWS_MAX = 60;
/** How far away a row is looked for after others came: a batch of the tail is smaller. */
const MOVED_MAX = 2_000;

export interface Seen {
  readonly top: number;
  readonly height: number;
}

/** The rows that are seen and some more around them, so that a quick scroll shows no holes. */
export function around(seen: Seen, rowHeight: number, rows: number): { first: number; last: number } {
  const visible = Math.min(ROWS_MAX, Math.ceil(seen.height / rowHeight) + 1);
  const more = Math.min(MORE, Math.floor((ROWS_MAX - visible) / 2));
  const top = Math.min(Math.max(0, Math.floor(seen.top / rowHeight)), Math.max(0, rows - visible));
  return { first: Math.max(0, top - more), last: Math.min(rows, top + visible + more) };
}

/** By how many rows the one at `at` has moved; 0 where it is gone or far. */
export function moved<T>(old: readonly T[], now: readonly T[], keyOf: (row: T) => string, at: number): number {
  const row = old[at];
  if (row === undefined) return 0;
  const key = keyOf(row);
  for (let by = 0; by <= MOVED_MAX; by++) {
    const below = now[at + by];
    if (below !== undefined && keyOf(below) === key) return by;
    const above = now[at - by];
    if (above !== undefined && keyOf(above) === key) return -by;
  }
  return 0;
}
