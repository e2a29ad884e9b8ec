// What is looked for, as the gateway understands it: here for the rows that a tail has shown
// already, and for the marks in what was found.
import type { Message, Shown } from "./message.ts";

interface Term {
  readonly where: "any" | "key" | "value" | "header" | "partition";
  readonly header: string;
  /** In lower case. */
  readonly text: string;
}

export type Search = readonly Term[];

const TERM = /(?:(key|value|p|h\.[^\s:"]+):)?(?:"([^"]*)"?|([^\s"]\S*))?/g;

export function parseSearch(text: string): Search {
  const terms: Term[] = [];
  for (const [, field, quoted, word] of text.matchAll(TERM)) {
    const wanted = (quoted ?? word ?? "").toLowerCase();
    if (field === undefined && wanted === "") continue;
    terms.push({ where: where(field), header: field?.startsWith("h.") ? field.slice(2).toLowerCase() : "", text: wanted });
  }
  return terms;
}

function where(field: string | undefined): Term["where"] {
  if (field === undefined) return "any";
  if (field === "p") return "partition";
  return field === "key" || field === "value" ? field : "header";
}

export function finds(search: Search, message: Message): boolean {
  return search.every((term) => has(term, message));
}

function has(term: Term, message: Message): boolean {
  switch (term.where) {
    case "key":
      return within(message.key, term.text);
    case "value":
      return within(message.value, term.text);
    case "partition":
      return String(message.partition) === term.text;
    case "header":
      return message.headers.some(({ name, text }) => name.toLowerCase() === term.header && (text ?? "").toLowerCase().includes(term.text));
    case "any":
      return (
        within(message.value, term.text) ||
        within(message.key, term.text) ||
        message.headers.some(({ name, text }) => `${name}\n${text ?? ""}`.toLowerCase().includes(term.text))
      );
  }
}

function within(shown: Shown | null, text: string): boolean {
  return shown !== null && shown.text.toLowerCase().includes(text);
}

/** The words that are marked in keys or values. */
export function wordsFor(search: Search, where: "key" | "value"): string[] {
  return search.filter((term) => term.text !== "" && (term.where === "any" || term.where === where)).map((term) => term.text);
}

export interface Piece {
  readonly text: string;
  readonly found: boolean;
}

const PIECES_MAX = 500;

/** The text cut where words are found in it. */
export function pieces(text: string, words: readonly string[]): Piece[] {
  if (words.length === 0) return [{ text, found: false }];
  const lower = text.toLowerCase();
  // Where a letter has another length in lower case, places would be wrong.
  if (lower.length !== text.length) return [{ text, found: false }];
  const all: Piece[] = [];
  let at = 0;
  while (at < text.length && all.length < PIECES_MAX) {
    const next = nearest(lower, words, at);
    if (!next) break;
    if (next.start > at) all.push({ text: text.slice(at, next.start), found: false });
    all.push({ text: text.slice(next.start, next.end), found: true });
    at = next.end;
  }
  if (at < text.length) all.push({ text: text.slice(at), found: false });
  return all;
}

function nearest(lower: string, words: readonly string[], from: number): { start: number; end: number } | undefined {
  let best: { start: number; end: number } | undefined;
  for (const word of words) {
    const start = lower.indexOf(word, from);
    if (start < 0) continue;
    const end = start + word.length;
    if (!best || start < best.start || (start === best.start && end > best.end)) best = { start, end };
  }
  return best;
}

const LINE_CHARACTERS_MAX = 400;
const BEFORE = 16;
const FAR = 48;
const FAR_IN_LITTLE_ROOM = 12;

/** A text on one line, from a little before the first word that is found far inside. */
export function oneLine(text: string, words: readonly string[], littleRoom = false): string {
  const lower = words.length > 0 ? text.toLowerCase() : "";
  const at = words.length > 0 ? (nearest(lower, words, 0)?.start ?? 0) : 0;
  const start = at > (littleRoom ? FAR_IN_LITTLE_ROOM : FAR) ? Math.max(0, at - (littleRoom ? BEFORE / 2 : BEFORE)) : 0;
  const line = text.slice(start, start + LINE_CHARACTERS_MAX).replace(/\s+/g, " ");
  return start > 0 ? `…${line}` : line;
}
