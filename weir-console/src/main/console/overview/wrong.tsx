import { Age, Word } from "../kit/texts.tsx";
import { sentence } from "../kit/amounts.ts";
import type { Trouble } from "./point.ts";

/** What is wrong now, in words, with the remedy. */
export function Wrong(props: { troubles: readonly Trouble[] }) {
  const { troubles } = props;
  return (
    <section class="wrong" aria-label="What is wrong">
      <ul>
        {troubles.map((trouble) => (
          <li key={keyOf(trouble)} class={trouble.kind}>
            <One trouble={trouble} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The same trouble a second later, whatever its figures are then. */
function keyOf(trouble: Trouble): string {
  return `${trouble.what} ${trouble.why}`.replace(/[\d,]+/g, "");
}

function One(props: { trouble: Trouble }) {
  const { kind, what, why, remedy, link, since } = props.trouble;
  return (
    <>
      <p>
        <Word kind={kind}>
          <b>{what}</b>
        </Word>
        {since !== undefined && (
          <span class="soft">
            {" "}
            for <Age at={since} />
          </span>
        )}
      </p>
      <p class="wrong-why">{sentence(why)}</p>
      <p>
        {sentence(remedy)} {link && <a href={link}>Show me</a>}
      </p>
    </>
  );
}
