import { pieces } from "./search.ts";

/** A text with what was found in it marked. Always text, never HTML. */
export function Marked(props: { text: string; words: readonly string[] }) {
  if (props.words.length === 0) return <>{props.text}</>;
  return (
    <>
      {pieces(props.text, props.words).map((piece, i) => (piece.found ? <mark key={i}>{piece.text}</mark> : piece.text))}
    </>
  );
}
