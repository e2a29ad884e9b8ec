type Plain = string | number | bigint | null | undefined;

/** RFC 4180. */
export function csv(head: readonly string[], rows: readonly (readonly Plain[])[]): string {
  return [head, ...rows].map((row) => row.map(field).join(",") + "\r\n").join("");
}

function field(value: Plain): string {
  if (value === null || value === undefined) return "";
  // A spreadsheet runs what begins so: a message's value must not become a formula.
  const text = typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
