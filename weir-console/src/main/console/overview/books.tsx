import { count } from "../kit/amounts.ts";
import { Word } from "../kit/texts.tsx";
import { type Audit, sides, type Term } from "./point.ts";

/** What came in and what became of it, in one line. */
export function Books(props: { audit: Audit; stale: boolean }) {
  const [came, became] = sides(props.audit);
  return (
    <p class={props.stale ? "books stale" : "books"}>
      <Side terms={came} /> = <Side terms={became} /> <Verdict audit={props.audit} />
    </p>
  );
}

function Side(props: { terms: readonly Term[] }) {
  return (
    <>
      {props.terms.map((term, i) => (
        <span key={term.name} class="term">
          {i > 0 && "+ "}
          <span class="soft">{term.name}</span> <b>{count(term.count)}</b>{" "}
        </span>
      ))}
    </>
  );
}

/** While messages move, one figure is read a little after the other. */
function Verdict(props: { audit: Audit }) {
  const { difference, moving } = props.audit;
  if (difference === 0) return <Word kind="fine" shape="✓">every message is accounted for</Word>;
  if (moving) return <Word kind="soft" shape="…">{count(Math.abs(difference))} in mid-step</Word>;
  return <Word kind="lost">{count(Math.abs(difference))} cannot be accounted for: report it with the gateway's log</Word>;
}
