import { Button } from "./controls.tsx";
import { csv } from "./csv.ts";
import type { Column } from "./table.tsx";

interface ExportProps<T> {
  readonly name: string;
  readonly columns: readonly Column<T>[];
  readonly rows: () => readonly T[];
}

/** What the table shows, as a file. */
export function ExportButtons<T>(props: ExportProps<T>) {
  return (
    <p class="exports">
      <Button label={`Save ${props.name} as CSV`} onClick={() => save(`${props.name}.csv`, "text/csv", csv(labels(props), plain(props)))}>
        CSV
      </Button>
      <Button label={`Save ${props.name} as JSON`} onClick={() => save(`${props.name}.json`, "application/json", json(props))}>
        JSON
      </Button>
    </p>
  );
}

type Plain = string | number | bigint | null | undefined;

function filed<T>({ columns }: ExportProps<T>): Column<T>[] {
  return columns.filter((column) => column.plain ?? column.sort);
}

function labels<T>(props: ExportProps<T>): string[] {
  return filed(props).map((column) => column.name);
}

function plain<T>(props: ExportProps<T>): Plain[][] {
  return props.rows().map((row) => filed(props).map((column) => (column.plain ?? column.sort)?.(row)));
}

function json<T>(props: ExportProps<T>): string {
  const names = labels(props);
  const rows = plain(props).map((row) => Object.fromEntries(row.map((value, i) => [names[i] ?? "", typeof value === "bigint" ? String(value) : value])));
  return JSON.stringify(rows, null, 2) + "\n";
}

/** Hands a file to the browser. */
export function save(name: string, type: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser reads it after the click.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
