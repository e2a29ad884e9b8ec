import { get } from "../kit/api.ts";
import { useLoad } from "../kit/load.ts";
import { Code, Empty } from "../kit/texts.tsx";

interface Snippet {
  readonly id: string;
  readonly name: string;
  readonly text: string;
}

/** The shortest ways to a first message. */
const SHOWN = ["push", "topics", "command"];

/** Those who come for the first time; it goes when the first message comes. */
export function First() {
  const { data } = useLoad((signal) => get<{ snippets: readonly Snippet[] }>("snippets", signal), []);
  const shown = SHOWN.flatMap((id) => data?.snippets.filter((snippet) => snippet.id === id) ?? []);
  return (
    <Empty title="No message yet">
      <p>Send the first one. It is here within a second.</p>
      <div class="first">
        {shown.map((snippet) => (
          <Code key={snippet.id} label={snippet.name} text={snippet.text.trimEnd()} />
        ))}
      </div>
      <p>
        <a href="#/connect">All ways in</a>: gRPC, Unix sockets, REST, Java.
      </p>
    </Empty>
  );
}
