// Figures as people read them.

// Of 1,024, as the settings and the command line count.
const UNITS = ["B", "KiB", "MiB", "GiB", "TiB"];
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** With grouping commas. Offsets come as strings, since they may be larger than a number holds. */
export function count(value: number | string | bigint): string {
  if (typeof value === "number") return Math.round(value).toLocaleString("en-US");
  return BigInt(value).toLocaleString("en-US");
}

/** "1 partition", "3 partitions". */
export function plural(number: number | string, one: string, many = `${one}s`): string {
  return `${count(number)} ${String(number) === "1" ? one : many}`;
}

/** At most four significant digits: 0.25, 18.2, 1,204, 81,220, 1.204 M. */
export function rate(value: number): string {
  if (value >= 1_000_000) return `${(value / 1_000_000).toPrecision(4)} M`;
  if (value >= 100 || Number.isInteger(value)) return count(value);
  return String(Number(value.toPrecision(value < 1 ? 2 : 3)));
}

/** Bytes in the largest unit that leaves something before the point: 1.2 MiB. */
export function size(bytes: number): string {
  let unit = 0;
  let value = bytes;
  // Not 1,024: 1,000 of a unit would be rounded to more digits than fit.
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${UNITS[unit]}`;
}

/** A length of time in one unit, or two where the first is small: 340 ms, 12 s, 4 min, 2 h 5 min, 3 d. */
export function age(ms: number): string {
  if (ms < SECOND) return `${Math.round(ms)} ms`;
  if (ms < MINUTE) return `${Math.floor(ms / SECOND)} s`;
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} min`;
  if (ms < DAY) return two(ms, HOUR, "h", MINUTE, "min");
  return two(ms, DAY, "d", HOUR, "h");
}

function two(ms: number, large: number, largeName: string, small: number, smallName: string): string {
  const rest = Math.floor((ms % large) / small);
  return `${Math.floor(ms / large)} ${largeName}${rest > 0 && ms < 10 * large ? ` ${rest} ${smallName}` : ""}`;
}

/** The time of day here, with milliseconds where asked: 10:42:07.113. */
export function timeOfDay(at: number, millis = false): string {
  const time = new Date(at);
  const text = [time.getHours(), time.getMinutes(), time.getSeconds()].map((n) => String(n).padStart(2, "0")).join(":");
  return millis ? `${text}.${String(time.getMilliseconds()).padStart(3, "0")}` : text;
}

/** The gateway's texts are parts of sentences. */
export function sentence(text: string): string {
  if (text === "") return "";
  const whole = text[0]?.toUpperCase() + text.slice(1);
  return /[.!?…]$/.test(whole) ? whole : `${whole}.`;
}
