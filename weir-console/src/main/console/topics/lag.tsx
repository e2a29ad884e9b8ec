// Who reads a topic, and how far behind they are: a column of the list.
import { useMemo } from "preact/hooks";
import { view } from "../app/route.ts";
import { useAllTopics } from "../app/session.ts";
import { Lag } from "../groups/figures.tsx";
import type { Progress } from "../groups/model.ts";
import { count } from "../kit/amounts.ts";
import { get } from "../kit/api.ts";
import { useEvery, useLoad } from "../kit/load.ts";
import type { Column } from "../kit/table.tsx";
import type { TopicFigures } from "./figures.ts";

interface TopicLag extends Progress {
  readonly topic: string;
  readonly groups: number;
}

const LOOK_EVERY_MS = 5_000;
const NOBODY = <span class="soft">–</span>;

const NONE: Promise<undefined> = Promise.resolve(undefined);

/** Without an answer there is no column: the list does not depend on it. */
export function useLagColumn(): readonly Column<TopicFigures>[] {
  const all = useAllTopics(); // groups are for those who have all topics
  const lags = useLoad((signal) => (all ? get<{ readonly topics: readonly TopicLag[] }>("lag/topics", signal) : NONE), [all]);
  useEvery(LOOK_EVERY_MS, lags.again);
  return useMemo(() => (lags.data ? [column(new Map(lags.data.topics.map((one) => [one.topic, one])))] : []), [lags.data]);
}

function column(lags: ReadonlyMap<string, TopicLag>): Column<TopicFigures> {
  const lagOf = ({ name }: TopicFigures) => lags.get(name)?.lag ?? null;
  return {
    name: "lag",
    label: "Groups · lag",
    align: "right",
    sort: (topic) => (lagOf(topic) === null ? null : BigInt(lagOf(topic) ?? 0)),
    cell: (topic) => <Readers topic={topic.name} of={lags.get(topic.name)} />,
  };
}

function Readers(props: { topic: string; of: TopicLag | undefined }) {
  if (!props.of) return NOBODY;
  return (
    <a class="topic-readers" href={view(["groups"], { q: props.topic })}>
      {count(props.of.groups)} · <Lag of={props.of} />
    </a>
  );
}
