// How rows are sorted.

export interface Order {
  readonly by: string;
  readonly down: boolean;
}

type Sortable = string | number | bigint | null | undefined;

interface Sorts<T> {
  readonly name: string;
  readonly sort?: (row: T) => Sortable;
}

/** A click on a heading: upwards, downwards, and as it came. */
export function turned(order: Order | undefined, by: string): Order | undefined {
  if (order?.by !== by) return { by, down: false };
  return order.down ? undefined : { by, down: true };
}

/** Those without a value come last, whichever way. */
export function sorted<T>(rows: readonly T[], columns: readonly Sorts<T>[], order: Order | undefined): readonly T[] {
  const sort = order && columns.find((column) => column.name === order.by)?.sort;
  if (!order || !sort) return rows;
  const way = order.down ? -1 : 1;
  const keyed = rows.map((row) => ({ row, key: sort(row) }));
  keyed.sort((a, b) => (missing(a.key) || missing(b.key) ? Number(missing(a.key)) - Number(missing(b.key)) : way * compare(a.key, b.key)));
  return keyed.map(({ row }) => row);
}

function missing(key: Sortable): key is null | undefined {
  return key === null || key === undefined;
}

const words = new Intl.Collator("en", { numeric: true });

function compare(a: Sortable, b: Sortable): number {
  if (typeof a === "string" && typeof b === "string") return words.compare(a, b);
  return a! < b! ? -1 : a! > b! ? 1 : 0;
}
