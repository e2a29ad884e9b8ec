import "./health.css";
import { get } from "../kit/api.ts";
import { sentence } from "../kit/amounts.ts";
import { Button } from "../kit/controls.tsx";
import { useEvery, useLoad } from "../kit/load.ts";
import { Page, Part } from "../kit/page.tsx";
import { Age, Code, Failure, type Kind, Skeleton, Word } from "../kit/texts.tsx";
import { useLive } from "../live/stream.ts";
import type { Point } from "../overview/point.ts";
import { Wrong } from "../overview/wrong.tsx";
import { type Check, verdict, worstFirst } from "./checks.ts";

/** How often it is looked again, in milliseconds. */
const EVERY = 10_000;

const WORDS: Readonly<Record<Kind, string>> = { fine: "fine", stored: "look at it", lost: "wrong", soft: "unknown" };

/** Is everything right with the gateway itself? */
export function Health() {
  const { data, error, again } = useLoad((signal) => get<{ at: number; checks: readonly Check[] }>("health", signal), []);
  const { last } = useLive<Point>("overview");
  useEvery(EVERY, again);
  return (
    <Page
      title="Health"
      actions={
        <>
          {data && (
            <span class="soft">
              as of <Age at={data.at} suffix=" ago" />
            </span>
          )}
          <Button onClick={again}>Look again</Button>
        </>
      }
    >
      {last?.wrong && last.wrong.length > 0 && <Wrong troubles={last.wrong} />}
      {error && !data && <Failure error={error} again={again} />}
      {!data && !error && <Skeleton lines={10} />}
      {data && <Checks checks={data.checks} stale={error !== undefined} />}
      <Part title="From outside">
        <p class="soft">A gateway cannot see how it looks from another machine: its name, its ports, its clients' way to Kafka. The same checks and those, on the command line:</p>
        <Code text="./weir doctor" label="Command" />
      </Part>
    </Page>
  );
}

function Checks(props: { checks: readonly Check[]; stale: boolean }) {
  const { kind, text } = verdict(props.checks);
  return (
    <Part title={<Word kind={kind}>{text}</Word>}>
      <dl class={props.stale ? "checks stale" : "checks"}>
        {worstFirst(props.checks).map((check, i) => (
          <div key={`${check.name} ${i}`}>
            <dt>{check.name}</dt>
            <dd>
              <Word kind={check.kind}>{WORDS[check.kind]}</Word>
            </dd>
            <dd class="check-what">
              {sentence(check.what)} {check.remedy && <b>{sentence(check.remedy)}</b>}
            </dd>
          </div>
        ))}
      </dl>
    </Part>
  );
}
