export function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
}

/** `00000010  7b 22 69 64 22 3a 34 32  7d …  |{"id":42}|`, so many bytes at most, and on a line. */
export function hexLines(bytes: Uint8Array, max: number, line: 8 | 16): string {
  const lines: string[] = [];
  for (let at = 0; at < Math.min(bytes.length, max); at += line) lines.push(hexLine(bytes.subarray(at, at + line), at, line));
  return lines.join("\n");
}

function hexLine(bytes: Uint8Array, at: number, line: number): string {
  const pairs = Array.from({ length: line }, (_, i) => (i < bytes.length ? (bytes[i] ?? 0).toString(16).padStart(2, "0") : "  "));
  const text = Array.from(bytes, (byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : ".")).join("");
  return `${at.toString(16).padStart(8, "0")}  ${pairs.slice(0, 8).join(" ")}${line > 8 ? "  " : ""}${pairs.slice(8).join(" ")}  |${text}|`;
}
