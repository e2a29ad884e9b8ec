import { cell, useCell } from "./cell.ts";

interface Note {
  readonly id: number;
  readonly text: string;
  readonly kind: "fine" | "lost";
}

const MS_SHOWN = 5_000;
const NOTES_MAX = 3;

const notes = cell<readonly Note[]>([]);
let last = 0;

/** Says briefly what happened. A failure stays until somebody closes it. */
export function toast(text: string, kind: "fine" | "lost" = "fine"): void {
  const note = { id: ++last, text, kind };
  notes.update((old) => [...old.slice(1 - NOTES_MAX), note]);
  if (kind === "fine") setTimeout(() => close(note.id), MS_SHOWN);
}

function close(id: number): void {
  notes.update((old) => old.filter((note) => note.id !== id));
}

export function Toasts() {
  return (
    <div class="toasts" role="status" aria-live="polite">
      {useCell(notes).map((note) => (
        <p key={note.id} class={`toast ${note.kind}`}>
          <span>
            {note.kind === "lost" ? "✕" : "✓"} {note.text}
          </span>
          <button type="button" class="icon-button" aria-label="Close" onClick={() => close(note.id)}>
            ✕
          </button>
        </p>
      ))}
    </div>
  );
}
