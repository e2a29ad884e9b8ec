import "./delivery.css";
import { useState } from "preact/hooks";
import { useRoute, view } from "../app/route.ts";
import { get } from "../kit/api.ts";
import { count } from "../kit/amounts.ts";
import { useLoad } from "../kit/load.ts";
import { Page, Tabs } from "../kit/page.tsx";
import { Empty, Failure, Skeleton } from "../kit/texts.tsx";
import { useLive } from "../live/stream.ts";
import { LaneView } from "./lane.tsx";
import { Limits } from "./limits.tsx";
import { Log } from "./log.tsx";
import { ReloadButton } from "./reload.tsx";
import type { Lane, Lanes } from "./types.ts";
import { Ways } from "./ways.tsx";

/** What is sent, what waits and why, and what one can do about it. */
export function Delivery() {
  const [changes, changed] = useState(0);
  return (
    <Page title="Delivery" actions={<ReloadButton onDone={() => changed((n) => n + 1)} />}>
      <All changes={changes} />
    </Page>
  );
}

/** Live, and from the first moment on, before the stream has begun. */
function All(props: { changes: number }) {
  const first = useLoad((signal) => get<Lanes>("lanes", signal), []);
  const lanes = (useLive<Lanes>("lanes").last?.lanes ?? first.data?.lanes)?.toSorted(kafkaFirst);
  if (!lanes) return first.error ? <Failure error={first.error} again={first.again} /> : <Skeleton />;
  return (
    <>
      <div class="lanes">
        {lanes.map((lane) => (
          <LaneView key={lane.sink} lane={lane} />
        ))}
        {lanes.length === 0 && <Empty title="No sinks">Set kafka.bootstrap.servers, or a sink of files.</Empty>}
      </div>
      <Below lanes={lanes} changes={props.changes} />
    </>
  );
}

function kafkaFirst(a: Lane, b: Lane): number {
  return Number(b.sink === "kafka") - Number(a.sink === "kafka");
}

function Below(props: { lanes: readonly Lane[]; changes: number }) {
  const { query } = useRoute();
  const tab = query.get("tab") ?? "waiting";
  const link = (name: string) => view(["delivery"], { sink: query.get("sink") ?? undefined, tab: name });
  const sum = (of: (lane: Lane) => number) => count(props.lanes.reduce((all, lane) => all + of(lane), 0));
  return (
    <section class="below">
      <Tabs
        label="Delivery"
        now={tab}
        tabs={[
          { name: "waiting", label: `Waiting ${sum((lane) => lane.waiting)}`, href: link("waiting") },
          { name: "dead", label: `Dead letters ${sum((lane) => lane.deadLetters)}`, href: link("dead") },
          { name: "limits", label: "Limits", href: link("limits") },
          { name: "routes", label: "Routes", href: link("routes") },
        ]}
      />
      {tab === "limits" ? <Limits /> : tab === "routes" ? <Ways changes={props.changes} /> : <Log key={tab} kind={tab === "dead" ? "dead" : "waiting"} lanes={props.lanes} />}
    </section>
  );
}
