import { type ComponentChildren } from "preact";
import { useMemo, useRef, useState } from "preact/hooks";
import { useKeys } from "../app/keys.ts";
import { count } from "./amounts.ts";
import { Button } from "./controls.tsx";
import { ExportButtons } from "./export.tsx";
import { type Order, sorted, turned } from "./order.ts";

export interface Column<T> {
  readonly name: string;
  readonly label: string;
  readonly align?: "right";
  readonly cell: (row: T) => ComponentChildren;
  /** What the column is sorted by; without it, it is not. */
  readonly sort?: (row: T) => string | number | bigint | null | undefined;
  /** Such as "12ch" or "30%". */
  readonly width?: string;
  readonly mono?: boolean;
  /** What a file gets; else what it is sorted by. */
  readonly plain?: (row: T) => string | number | bigint | null | undefined;
}

export interface Picking {
  readonly keys: ReadonlySet<string>;
  readonly change: (keys: ReadonlySet<string>) => void;
}

interface TableProps<T> {
  /** What the table holds, for those who do not see it. */
  readonly label: string;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  readonly rowKey: (row: T) => string;
  readonly onOpen?: (row: T) => void;
  /** The key of the row that is open. */
  readonly selected?: string | undefined;
  /** Rows with a box before them. */
  readonly picking?: Picking;
  readonly empty?: ComponentChildren;
  /** With it the rows can be taken as a file of that name. */
  readonly exportName?: string;
  readonly first?: Order;
  /** So many rows are shown until somebody wants all: more would make the page slow. */
  readonly limit?: number;
}

/** Rows of 32 px, to be sorted, walked with j and k and opened with Enter. For more than 500 rows see VirtualRows. */
export function DataTable<T>(props: TableProps<T>) {
  const [order, setOrder] = useState<Order | undefined>(props.first);
  const rows = useMemo(() => sorted(props.rows, props.columns, order), [props.rows, props.columns, order]);
  const [all, setAll] = useState(false);
  const shown = all || !props.limit ? rows : rows.slice(0, props.limit);
  const body = useRef<HTMLTableSectionElement>(null);
  useKeys({ j: () => step(body.current, 1), k: () => step(body.current, -1) }, "down and up a row");

  if (props.rows.length === 0 && props.empty) return <>{props.empty}</>;
  return (
    <div class="table-place">
      <div class="table-scroll">
        <table class="table" aria-label={props.label}>
          <colgroup>
            {props.picking && <col class="pick" />}
            {props.columns.map((column) => (
              <col key={column.name} style={column.width ? { width: column.width } : {}} />
            ))}
          </colgroup>
          <thead>
            <tr>
              {props.picking && <PickAll rows={rows} rowKey={props.rowKey} picking={props.picking} />}
              {props.columns.map((column) => (
                <HeadCell key={column.name} column={column} order={order} onOrder={() => setOrder(turned(order, column.name))} />
              ))}
            </tr>
          </thead>
          <tbody ref={body}>
            {shown.map((row, at) => (
              <Row key={props.rowKey(row)} row={row} at={at} table={props} />
            ))}
          </tbody>
        </table>
      </div>
      {shown.length < rows.length && (
        <p class="table-more">
          {count(shown.length)} of {count(rows.length)} are shown. <Button onClick={() => setAll(true)}>Show all</Button>
        </p>
      )}
      {props.exportName && <ExportButtons name={props.exportName} columns={props.columns} rows={() => rows} />}
    </div>
  );
}

function step(body: HTMLElement | null, by: number): void {
  const rows = [...(body?.children ?? [])].filter((one): one is HTMLElement => one instanceof HTMLElement);
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  const next = at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + by));
  rows[next]?.focus();
}

function HeadCell<T>(props: { column: Column<T>; order: Order | undefined; onOrder: () => void }) {
  const { column, order } = props;
  const mine = order?.by === column.name ? order : undefined;
  const sort = mine ? (mine.down ? "descending" : "ascending") : undefined;
  return (
    <th scope="col" class={column.align} aria-sort={sort}>
      {column.sort ? (
        <button type="button" class="sort" onClick={props.onOrder}>
          {column.label}
          <span aria-hidden="true">{mine ? (mine.down ? " ↓" : " ↑") : ""}</span>
        </button>
      ) : (
        column.label
      )}
    </th>
  );
}

function Row<T>(props: { row: T; at: number; table: TableProps<T> }) {
  const { row, table } = props;
  const key = table.rowKey(row);
  const open = table.onOpen && (() => table.onOpen?.(row));
  return (
    <tr
      tabIndex={props.at === 0 ? 0 : -1}
      class={open ? "opens" : undefined}
      aria-selected={table.selected === key || undefined}
      onClick={(event) => insideControl(event.target) || open?.()}
      onKeyDown={(event) => {
        if (event.target !== event.currentTarget) return;
        if (event.key === "ArrowDown") step(event.currentTarget.parentElement, 1);
        else if (event.key === "ArrowUp") step(event.currentTarget.parentElement, -1);
        else if (event.key === "Enter" && open) open();
        else if (event.key === " " && table.picking) pick(table.picking, key);
        else return;
        event.preventDefault();
      }}
    >
      {table.picking && (
        <td class="pick">
          <input type="checkbox" aria-label={`Select ${key}`} checked={table.picking.keys.has(key)} onChange={() => table.picking && pick(table.picking, key)} />
        </td>
      )}
      {table.columns.map((column) => (
        <td key={column.name} class={`${column.align ?? ""} ${column.mono ? "mono" : ""}`}>
          {column.cell(row)}
        </td>
      ))}
    </tr>
  );
}

/** A click on a link or a button within the row is not one on the row. */
function insideControl(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("a, button, input, select") !== null;
}

function pick(picking: Picking, key: string): void {
  const keys = new Set(picking.keys);
  if (!keys.delete(key)) keys.add(key);
  picking.change(keys);
}

function PickAll<T>(props: { rows: readonly T[]; rowKey: (row: T) => string; picking: Picking }) {
  const all = props.rows.length > 0 && props.rows.every((row) => props.picking.keys.has(props.rowKey(row)));
  return (
    <th scope="col" class="pick">
      <input type="checkbox" aria-label="Select all" checked={all} onChange={() => props.picking.change(new Set(all ? [] : props.rows.map(props.rowKey)))} />
    </th>
  );
}
