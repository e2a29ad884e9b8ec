// The ways in, and what came over each since the page was opened.

export interface Snippet {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly enabled: boolean;
  readonly remedy?: string;
  readonly language: "sh" | "python" | "java";
  readonly needs: string;
  /** Whose figures count what it sends. */
  readonly ingress?: string;
  readonly docs: string;
  readonly text: string;
}

export interface Snippets {
  readonly topic: string;
  readonly message: string;
  readonly bootstrapServers: string;
  readonly snippets: readonly Snippet[];
}

export interface Point {
  /** Points of the past have rates, and no totals. */
  readonly in?: Readonly<Record<string, { readonly total?: number }>>;
}

/** Totals by ingress when the page was opened. */
export type Totals = Readonly<Record<string, number>>;

export function totals(point: Point | undefined): Totals | undefined {
  const found = Object.entries(point?.in ?? {}).flatMap(([name, { total }]) => (total === undefined ? [] : [[name, total] as const]));
  return found.length === 0 ? undefined : Object.fromEntries(found);
}

/** What to count from: a gateway that was started again counts from nothing, and so do we. */
export function base(before: Totals | undefined, now: Totals | undefined): Totals | undefined {
  if (!before || !now) return before ?? now;
  const again = Object.entries(now).some(([name, total]) => total < (before[name] ?? 0));
  return again ? {} : before;
}

/** Undefined while it is not known. */
export function received(ingress: string, before: Totals | undefined, now: Totals | undefined): number | undefined {
  if (!before || !now) return undefined;
  return Math.max(0, (now[ingress] ?? 0) - (before[ingress] ?? 0));
}

const LEGAL = /^[A-Za-z0-9._-]{1,249}$/;
const MESSAGE_MAX = 1_000;

export function topicError(topic: string): string | undefined {
  if (LEGAL.test(topic) && topic !== "." && topic !== "..") return undefined;
  return "A topic's name has 1 to 249 of A-Z a-z 0-9 . _ -";
}

export function messageError(message: string): string | undefined {
  return message.length > MESSAGE_MAX ? "At most 1,000 characters fit into a snippet" : undefined;
}
