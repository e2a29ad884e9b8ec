import { timeOfDay } from "../kit/amounts.ts";
import { useCell } from "../kit/cell.ts";
import type { Draft } from "./draft.ts";
import { recent } from "./recent.ts";

/** What was sent last from here, to be sent again or changed. */
export function RecentMessages(props: { onTake: (draft: Draft) => void }) {
  const all = useCell(recent);
  if (all.length === 0) return null;
  return (
    <section class="produce-recent" aria-label="Sent last from this browser">
      <h3>Sent last from this browser</h3>
      <ul>
        {all.map(({ at, draft }) => (
          <li key={at}>
            <button type="button" onClick={() => props.onTake(draft)}>
              <span class="soft">{timeOfDay(at)}</span> <b>{draft.topic}</b> {draft.key && <code>{draft.key}</code>} <code class="produce-short">{draft.tombstone ? "tombstone" : draft.value.slice(0, 200)}</code>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
