import { get } from "../kit/api.ts";
import { count, size } from "../kit/amounts.ts";
import { Bar } from "../kit/bar.tsx";
import { useEvery, useLoad } from "../kit/load.ts";
import { type Column, DataTable } from "../kit/table.tsx";
import { Failure, Skeleton } from "../kit/texts.tsx";
import type { Limits as Told, Use, Window } from "./types.ts";
import { used } from "./words.ts";

const LOOK_MS = 2_000;

/** What bounds the gateway, and how much of it is in use. */
export function Limits() {
  const { data, error, again } = useLoad((signal) => get<Told>("limits", signal), []);
  useEvery(LOOK_MS, again);
  if (error && !data) return <Failure error={error} again={again} />;
  return data ? <All limits={data} /> : <Skeleton lines={3} />;
}

function All(props: { limits: Told }) {
  const { memory, inFlight, messageBytes, requestBytes, rates } = props.limits;
  return (
    <>
      <dl class="facts">
        <div>
          <dt>Memory</dt>
          <dd>
            <Bar label="Memory" used={memory.used} of={memory.limit} words={`${size(memory.used)} of ${size(memory.limit)}`} />
          </dd>
        </div>
        <div>
          <dt>In memory</dt>
          <dd>
            <Bar label="Messages in memory" used={inFlight.used} of={inFlight.limit} words={`${count(inFlight.used)} of ${count(inFlight.limit)} messages`} />
          </dd>
        </div>
        <div>
          <dt>Largest</dt>
          <dd>
            a message {size(messageBytes)} · a request {size(requestBytes)}
          </dd>
        </div>
      </dl>
      {rates.length > 0 ? <DataTable label="Rates" columns={COLUMNS} rows={rates} rowKey={(use) => `${use.of} ${use.name}`} exportName="rates" /> : <p class="soft">No topic or client has used a rate. A route's rate and limits.client-rate set them.</p>}
    </>
  );
}

function share(window: Window | null): number {
  return window ? window.used / Math.max(1, window.allowed) : 0;
}

function Used(props: { of: string; window: Window | null; unit: (value: number) => string }) {
  const { window, unit } = props;
  if (!window) return <span class="soft">–</span>;
  return <Bar label={`Rate of ${props.of}`} used={window.used} of={window.allowed} words={used(window, unit)} />;
}

const COLUMNS: readonly Column<Use>[] = [
  { name: "of", label: "rate of", cell: (use) => use.of, sort: (use) => use.of, width: "8ch" },
  { name: "name", label: "name", cell: (use) => use.name, sort: (use) => use.name },
  { name: "messages", label: "messages", cell: (use) => <Used of={use.name} window={use.messages} unit={count} />, sort: (use) => share(use.messages), plain: (use) => use.messages?.used },
  { name: "bytes", label: "bytes", cell: (use) => <Used of={use.name} window={use.bytes} unit={size} />, sort: (use) => share(use.bytes), plain: (use) => use.bytes?.used },
  { name: "refused", label: "refused", align: "right", cell: (use) => (use.refused > 0 ? <span class="word lost">✕ {count(use.refused)}</span> : "0"), sort: (use) => use.refused, width: "10ch" },
];
