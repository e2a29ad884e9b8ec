// What the gateway tells of its sinks, its logs and its limits.

export interface Replay {
  readonly underWay: boolean;
  readonly done: number;
  readonly total: number;
  readonly perSecond: number;
  readonly secondsLeft: number | null;
  readonly begun: number;
  readonly ended: number | null;
}

export interface Lane {
  readonly sink: string;
  readonly kind: "kafka" | "file";
  readonly file?: { readonly path: string; readonly rotateBytes: number; readonly keep: number };
  readonly breaker: "closed" | "open" | "half_open";
  readonly held: boolean;
  readonly since: number;
  readonly nextTryAt: number | null;
  readonly failures: number;
  readonly failuresMax: number;
  readonly successes: number;
  readonly successesMax: number;
  readonly lastFailure: { readonly code: string; readonly text: string; readonly at: number } | null;
  readonly topicsAwayCount: number;
  readonly topicsAway: readonly { readonly topic: string; readonly why: string; readonly since: number }[];
  readonly queued: number;
  readonly inFlight: number;
  readonly waiting: number;
  readonly deadLetters: number;
  readonly logged: boolean;
  readonly logBytes: number;
  readonly logLimit: number;
  readonly oldest: number | null;
  readonly oldestAtLeast: boolean;
  readonly replay: Replay | null;
  readonly trouble: { readonly code: string; readonly text: string } | null;
}

/** Of a point before the newest only the depths are kept. */
export type Depths = Pick<Lane, "sink" | "queued" | "inFlight" | "waiting" | "deadLetters" | "logBytes">;

export interface Lanes<L = Lane> {
  readonly at: number;
  readonly lanes: readonly L[];
}

export type Kind = "waiting" | "dead";

export interface Content {
  readonly as: "text" | "hex";
  readonly text: string;
  readonly bytes: number;
  readonly truncated: boolean;
}

export interface Message {
  readonly sequence: string;
  readonly topic: string;
  readonly partition: number | null;
  readonly time: number;
  readonly size: number;
  readonly key: Content | null;
  readonly value: Content | null;
  readonly headers: readonly { readonly name: string; readonly value: Content | null }[];
  readonly reason: { readonly code: string; readonly what: string; readonly why: string; readonly remedy: string } | null;
}

export interface Slice {
  readonly messages: readonly Message[];
  readonly scanned: number;
  readonly of: number;
  readonly cursor: string | null;
}

export interface DeadLetters {
  readonly count: number;
  readonly whole: boolean;
  readonly reasons: readonly { readonly reason: string; readonly count: number; readonly topics: readonly string[] }[];
}

export interface Window {
  readonly used: number;
  readonly allowed: number;
  readonly perMillis: number;
}

export interface Use {
  readonly of: "topic" | "client";
  readonly name: string;
  readonly messages: Window | null;
  readonly bytes: Window | null;
  readonly refused: number;
}

export interface Limits {
  readonly memory: { readonly used: number; readonly limit: number };
  readonly inFlight: { readonly used: number; readonly limit: number };
  readonly messageBytes: number;
  readonly requestBytes: number;
  readonly rates: readonly Use[];
}

export interface Rate {
  readonly amount: number;
  readonly seconds: number;
}

export interface Way {
  readonly topic: string;
  readonly to: readonly string[];
  readonly slices: Readonly<Record<string, number>>;
  readonly wal: string;
  readonly acks: string | null;
  readonly rate: Rate | null;
  readonly rateBytes: Rate | null;
}

export interface Change {
  readonly key: string;
  readonly before: string | null;
  readonly after: string | null;
}

export interface Report {
  readonly done: boolean;
  readonly changed: readonly Change[];
  readonly restart: readonly Change[];
  readonly swapped: readonly string[];
  readonly problems: readonly string[];
}
