import { useState } from "preact/hooks";
import { Dialog } from "../kit/dialog.tsx";
import { keyHelp } from "./keys.ts";
import { pagesFor } from "./pages.tsx";
import { useAllTopics } from "./session.ts";

/** The keys that work on this page. */
export function Help(props: { onClose: () => void }) {
  // As it was when the help came: the dialog itself adds no keys.
  const [keys] = useState(() => keyHelp().filter(({ what }) => what !== "go to a page"));
  const pages = pagesFor(useAllTopics());
  return (
    <Dialog title="Keys" onClose={props.onClose}>
      <div class="help">
        <dl>
          {pages.map((page) => (
            <div key={page.name}>
              <dt>
                <Keys name={`g ${page.key}`} />
              </dt>
              <dd>{page.title}</dd>
            </div>
          ))}
        </dl>
        <dl>
          {keys.map(({ keys, what }) => (
            <div key={what}>
              <dt>
                {keys.map((name) => (
                  <Keys key={name} name={name} />
                ))}
              </dt>
              <dd>{what}</dd>
            </div>
          ))}
          <div>
            <dt>
              <Keys name="Enter" /> <Keys name="Esc" />
            </dt>
            <dd>open, close</dd>
          </div>
        </dl>
      </div>
    </Dialog>
  );
}

function Keys(props: { name: string }) {
  return (
    <>
      {props.name.split(" ").map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
    </>
  );
}
