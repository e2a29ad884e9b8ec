import { cell, useCell } from "../kit/cell.ts";
import { type PageEntry, pagesFor } from "./pages.tsx";
import { useAllTopics } from "./session.ts";

/** The pages: a column, icons only on narrow screens, a bar at the bottom of small ones. */
export function Rail(props: { now: string | undefined }) {
  return (
    <nav class="rail" aria-label="Pages">
      {pagesFor(useAllTopics()).filter((page) => !page.aside).map((page) => (
        <RailLink key={page.name} page={page} now={page.name === props.now} />
      ))}
    </nav>
  );
}

const NONE = cell(0);

function RailLink({ page, now }: { page: PageEntry; now: boolean }) {
  const count = useCell(page.badge ?? NONE);
  return (
    <a href={`#/${page.name}`} aria-current={now ? "page" : undefined} title={`${page.title}: ${page.answers} (g ${page.key})`}>
      <svg class="sign" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
        <path d={page.sign} />
      </svg>
      <span class="rail-title">{page.title}</span>
      {count > 0 && (
        <span class="badge" aria-label={`${count} dead letters`}>
          {count > 999 ? "999+" : count}
        </span>
      )}
    </a>
  );
}
