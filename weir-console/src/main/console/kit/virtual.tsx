import { type ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { useKeys } from "../app/keys.ts";
import type { Column } from "./table.tsx";
import { around, moved } from "./window.ts";

interface VirtualProps<T> {
  readonly label: string;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  readonly rowKey: (row: T) => string;
  readonly rowHeight?: number;
  readonly onOpen?: (row: T) => void;
  readonly selected?: string | undefined;
  readonly empty?: ComponentChildren;
}

/** Any number of rows of one height: only those that can be seen are in the page. */
export function VirtualRows<T>(props: VirtualProps<T>) {
  const { rows, rowKey } = props;
  const height = props.rowHeight ?? 28;
  const box = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState({ top: 0, height: 600 });
  const { first, last } = around(seen, height, rows.length);

  useEffect(() => {
    const size = new ResizeObserver(() => box.current && setSeen(place(box.current)));
    if (box.current) size.observe(box.current);
    return () => size.disconnect();
  }, []);
  useKept(box, props, height);
  const walk = (by: number) => {
    const at = rows.findIndex((row) => rowKey(row) === props.selected);
    const next = rows[at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + by))];
    if (next) props.onOpen?.(next);
  };
  useKeys({ j: () => walk(1), k: () => walk(-1) }, "down and up a row", props.onOpen !== undefined);
  useEffect(() => intoView(box.current, rows.findIndex((row) => rowKey(row) === props.selected), height), [props.selected]);

  const grid = { gridTemplateColumns: props.columns.map((column) => column.width ?? "minmax(0, 1fr)").join(" ") };
  return (
    <div class="rows" role="table" aria-label={props.label} aria-rowcount={rows.length + 1}>
      <div class="rows-head" role="row" style={grid}>
        {props.columns.map((column) => (
          <span key={column.name} role="columnheader" class={column.align}>
            {column.label}
          </span>
        ))}
      </div>
      <div
        ref={box}
        class="rows-body"
        role="rowgroup"
        tabIndex={0}
        onScroll={(event) => setSeen(place(event.currentTarget))}
        onKeyDown={(event) => {
          if (event.key === "ArrowDown") walk(1);
          else if (event.key === "ArrowUp") walk(-1);
          else return;
          if (props.onOpen) event.preventDefault();
        }}
      >
        {rows.length === 0 && props.empty}
        <div class="rows-all" role="presentation" style={{ height: `${rows.length * height}px` }}>
          {rows.slice(first, last).map((row, i) => (
            <Row key={rowKey(row)} row={row} at={first + i} height={height} grid={grid} of={props} />
          ))}
        </div>
      </div>
    </div>
  );
}

function Row<T>(props: { row: T; at: number; height: number; grid: { gridTemplateColumns: string }; of: VirtualProps<T> }) {
  const { row, at, height, of } = props;
  return (
    <div
      class={of.onOpen ? "row opens" : "row"}
      role="row"
      aria-rowindex={at + 2}
      aria-selected={of.selected === of.rowKey(row) || undefined}
      style={{ ...props.grid, height: `${height}px`, transform: `translateY(${at * height}px)` }}
      onClick={() => of.onOpen?.(row)}
    >
      {of.columns.map((column) => (
        <span key={column.name} role="cell" class={`${column.align ?? ""} ${column.mono ? "mono" : ""}`}>
          {column.cell(row)}
        </span>
      ))}
    </div>
  );
}

function place(box: HTMLElement) {
  return { top: box.scrollTop, height: box.clientHeight };
}

/** Rows that come above must not move what somebody reads: it stays where it is. */
function useKept<T>(box: { current: HTMLElement | null }, { rows, rowKey }: VirtualProps<T>, height: number): void {
  const before = useRef(rows);
  useLayoutEffect(() => {
    const old = before.current;
    before.current = rows;
    if (!box.current || old === rows || box.current.scrollTop < height) return;
    const by = moved(old, rows, rowKey, Math.floor(box.current.scrollTop / height));
    if (by !== 0) box.current.scrollTop += by * height;
  });
}

function intoView(box: HTMLElement | null, at: number, height: number): void {
  if (!box || at < 0) return;
  const top = at * height;
  if (top < box.scrollTop) box.scrollTop = top;
  else if (top + height > box.scrollTop + box.clientHeight) box.scrollTop = top + height - box.clientHeight;
}
