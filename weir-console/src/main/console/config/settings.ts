// The settings as the gateway tells them, and how each is written.

export interface Setting {
  readonly key: string;
  readonly value: string;
  readonly default: string;
  readonly origin: string;
  readonly changed: boolean;
  readonly secret: boolean;
  /** Whether a reload changes it; else a start does. */
  readonly live: boolean;
  readonly type: string;
  readonly meaning: string;
}

export interface Settings {
  readonly file: string | null;
  readonly loadedAt: number;
  readonly settings: readonly Setting[];
}

/** Those that have every word of the filter somewhere: in the key, the value, the origin or the meaning. */
export function filtered(settings: readonly Setting[], filter: string, onlyChanged: boolean): readonly Setting[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  return settings.filter((one) => {
    const text = `${one.key} ${one.value} ${one.origin} ${one.meaning}`.toLowerCase();
    return (one.changed || !onlyChanged) && words.every((word) => text.includes(word));
  });
}

export interface Written {
  readonly where: string;
  readonly text: string;
}

/** Every way to set a key, strongest last. A key of a route has its place in a list, so it is shown in the file alone. */
export function written(setting: Setting): Written[] {
  const value = setting.secret ? "…" : setting.value;
  const route = /^routes\.(\d+)\.(.+)$/.exec(setting.key);
  if (route) return [{ where: `In the file, in entry ${Number(route[1]) + 1} of routes`, text: `${route[2]}: ${yaml(value)}` }];
  return [
    { where: "In the file", text: nested(setting.key, yaml(value)) },
    { where: "In the environment", text: `${variable(setting.key)}=${shell(value)}` },
    { where: "At the start", text: `--set ${shell(`${setting.key}=${value}`)}` },
  ];
}

/** The first name is a section; so is that of a sink. What Kafka calls its properties stays in one piece. */
function nested(key: string, value: string): string {
  const parts = key.split(".");
  const sections = parts.splice(0, parts[0] === "sinks" && parts.length > 2 ? 2 : parts.length > 1 ? 1 : 0);
  const lines = sections.map((name, depth) => `${"  ".repeat(depth)}${name}:`);
  return [...lines, `${"  ".repeat(sections.length)}${parts.join(".")}: ${value}`].join("\n");
}

/** `limits.in-flight` is `WEIR_LIMITS_IN_FLIGHT`. */
function variable(key: string): string {
  return `WEIR_${key.toUpperCase().replace(/[.-]/g, "_")}`;
}

/** Quoted only where YAML would read something else than the text. */
function yaml(value: string): string {
  return /^[A-Za-z0-9/…][\w./:,@+-]*$/.test(value) && !value.endsWith(":") ? value : JSON.stringify(value);
}

function shell(text: string): string {
  return /^[\w./:,@+=…-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
