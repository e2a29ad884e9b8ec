import { type ComponentChildren } from "preact";
import { view } from "../app/route.ts";
import { count, plural, size, timeOfDay } from "../kit/amounts.ts";
import { Bar } from "../kit/bar.tsx";
import { clock, useCell } from "../kit/cell.ts";
import { Sparkline } from "../kit/sparkline.tsx";
import { Age, Word } from "../kit/texts.tsx";
import { useLive, useStale } from "../live/stream.ts";
import { LaneActs } from "./act.tsx";
import { Machine } from "./machine.tsx";
import type { Depths, Lane, Lanes } from "./types.ts";
import { drain, next, replayed, state } from "./words.ts";

/** One sink: how it is, what waits for it, and what can be done. */
export function LaneView(props: { lane: Lane }) {
  const { lane } = props;
  const stale = useStale();
  const now = useCell(clock);
  const is = state(lane);
  return (
    <section class={stale === undefined ? "lane" : "lane stale"} aria-label={`Sink ${lane.sink}`}>
      <header class="lane-head">
        <h3>{lane.sink}</h3>
        <Word kind={is.kind} shape={is.shape}>
          {is.word}
        </Word>
        <span class="soft">
          since {timeOfDay(lane.since)} (<Age at={lane.since} />)
        </span>
        <div class="page-actions">
          <LaneActs lane={lane} />
        </div>
      </header>
      <div class="lane-body">
        <div class="lane-breaker">
          <Machine lane={lane} />
          <p class="lane-next">{next(lane, now)}</p>
        </div>
        <Facts lane={lane} />
      </div>
      {lane.replay?.underWay && lane.replay.total > 0 && <ReplayBar lane={lane} />}
      <Troubles lane={lane} />
    </section>
  );
}

function Facts(props: { lane: Lane }) {
  const { lane } = props;
  const after = drain(lane);
  return (
    <dl class="facts">
      <Fact name="Waiting">
        <b class="figure">{count(lane.waiting)}</b> <Course sink={lane.sink} />
        <span class="soft">
          {lane.inFlight > 0 && ` ${count(lane.inFlight)} in hand`}
          {after && ` ${after}`}
        </span>
      </Fact>
      <Fact name="Oldest">
        {lane.oldest === null ? (
          "–"
        ) : (
          <>
            {lane.oldestAtLeast && "at least "}
            <Age at={lane.oldest} />
          </>
        )}
      </Fact>
      <Fact name="Log">{lane.logged ? <Bar label={`Log of ${lane.sink}`} used={lane.logBytes} of={lane.logLimit} words={`${size(lane.logBytes)} of ${size(lane.logLimit)}`} /> : <span class="soft">none: what it does not take is refused or waits in memory</span>}</Fact>
      <Fact name="Dead letters">{lane.deadLetters > 0 ? <a href={view(["delivery"], { tab: "dead", sink: lane.sink })}>{count(lane.deadLetters)}</a> : "0"}</Fact>
      {lane.replay && !lane.replay.underWay && (
        <Fact name="Last replay">
          {replayed(lane.replay)} <span class="soft">{lane.replay.ended !== null && <Age at={lane.replay.ended} suffix=" ago" />}</span>
        </Fact>
      )}
      {lane.file && (
        <Fact name="Files">
          <span class="mono">{lane.file.path}</span>{" "}
          <span class="soft">
            a new file at {size(lane.file.rotateBytes)}, {count(lane.file.keep)} of a topic at most
          </span>
        </Fact>
      )}
    </dl>
  );
}

function Fact(props: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{props.name}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}

/** How many waited in the last minutes. */
function Course(props: { sink: string }) {
  const { points } = useLive<Lanes<Depths>>("lanes");
  const values = points.map((point) => point.lanes.find((lane) => lane.sink === props.sink)?.waiting);
  return values.some((value) => value) ? <Sparkline values={values} width={96} label="Waiting in the last 5 minutes" /> : null;
}

function ReplayBar(props: { lane: Lane }) {
  const replay = props.lane.replay;
  if (!replay) return null;
  const share = replay.total > 0 ? replay.done / replay.total : 0;
  return (
    <p class="replay">
      <span>Replay</span>
      <progress class="replay-bar" aria-label={`Replay of ${props.lane.sink}`} value={share} max={1} />
      <span>{replayed(replay)}</span>
    </p>
  );
}

function Troubles(props: { lane: Lane }) {
  const { lane } = props;
  const failure = lane.lastFailure;
  if (!lane.trouble && !failure && lane.topicsAway.length === 0) return null;
  return (
    <ul class="troubles">
      {lane.trouble && (
        <li>
          <Word kind="lost">The log takes nothing</Word> {lane.trouble.text}
        </li>
      )}
      {lane.topicsAway.map((away) => (
        <li key={away.topic}>
          <Word kind="stored">{away.topic} waits</Word> {away.why} <span class="soft">(<Age at={away.since} />)</span>
        </li>
      ))}
      {lane.topicsAwayCount > lane.topicsAway.length && lane.topicsAway.length > 0 && <li>and {plural(lane.topicsAwayCount - lane.topicsAway.length, "topic")} more</li>}
      {failure && (
        <li>
          <span class="soft">
            Last failure, <Age at={failure.at} suffix=" ago" />:
          </span>{" "}
          <span class={lane.breaker === "closed" ? "soft" : ""}>{failure.text}</span>
        </li>
      )}
    </ul>
  );
}
