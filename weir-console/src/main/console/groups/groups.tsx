import "./groups.css";
import { useMemo } from "preact/hooks";
import { go, setQuery, useRoute, view } from "../app/route.ts";
import { count } from "../kit/amounts.ts";
import { get } from "../kit/api.ts";
import { Button, Search } from "../kit/controls.tsx";
import { useEvery, useLoad } from "../kit/load.ts";
import { Page } from "../kit/page.tsx";
import { Sparkline } from "../kit/sparkline.tsx";
import { type Column, DataTable } from "../kit/table.tsx";
import { Code, Empty, Failure, Skeleton, Word } from "../kit/texts.tsx";
import { progressColumns, State, UNKNOWN } from "./figures.tsx";
import type { GroupList, GroupRow } from "./model.ts";
import { matching } from "./words.ts";

const LOOK_EVERY_MS = 2_000;
const ROWS_MAX = 300;

/** The list of groups, the furthest behind first. */
export function Groups() {
  const filter = useRoute().query.get("q") ?? "";
  const list = useLoad((signal) => get<GroupList>("groups", signal), []);
  useEvery(LOOK_EVERY_MS, list.again);
  const shown = useMemo(() => matching(list.data?.groups ?? [], filter), [list.data, filter]);
  return (
    <Page title="Groups">
      <div class="tools groups-tools">
        <Search label="Filter groups" value={filter} onInput={(q) => setQuery({ q })} />
        {list.data && <Shown shown={shown.length} list={list.data} />}
      </div>
      {list.data && list.error && <Word kind="stored">{list.error.detail} What you see is older.</Word>}
      {list.data ? (
        <DataTable
          label="Groups"
          columns={COLUMNS}
          rows={shown}
          rowKey={({ group }) => group}
          onOpen={({ group }) => go(view(["groups", group]))}
          limit={ROWS_MAX}
          exportName="groups"
          empty={<Nothing filter={filter} />}
        />
      ) : list.error ? (
        <Failure error={list.error} again={list.again} />
      ) : (
        <Skeleton />
      )}
    </Page>
  );
}

function Shown(props: { shown: number; list: GroupList }) {
  const { groups, unseen } = props.list;
  const all = `${count(groups.length)} ${groups.length === 1 ? "group" : "groups"}`;
  return (
    <span class="soft" role="status">
      {props.shown === groups.length ? all : `${count(props.shown)} of ${all}`}
      {unseen > 0 && `; ${count(unseen)} more are not looked at`}
    </span>
  );
}

function Nothing(props: { filter: string }) {
  if (props.filter) {
    return (
      <Empty title="No group is called so">
        <p>
          Nothing matches “{props.filter}”. <Button onClick={() => setQuery({ q: undefined })}>Show all</Button>
        </p>
      </Empty>
    );
  }
  return (
    <Empty title="No groups yet">
      <p>A group shows up when its first consumer comes. One to try it with:</p>
      <Code text="weir consume rides -g billing" />
    </Empty>
  );
}

const COLUMNS: readonly Column<GroupRow>[] = [
  { name: "group", label: "Group", sort: ({ group }) => group, cell: ({ group }) => <a href={view(["groups", group])}>{group}</a> },
  { name: "state", label: "State", sort: ({ state }) => state, cell: ({ state }) => <State state={state} /> },
  { name: "type", label: "Type", sort: ({ type }) => type, cell: ({ type }) => type },
  { name: "members", label: "Members", align: "right", sort: ({ members }) => members, cell: ({ members }) => count(members) },
  { name: "topics", label: "Topics", sort: ({ topics }) => topics.length, plain: ({ topics }) => topics.join(" "), cell: (row) => <TopicsOf row={row} /> },
  ...progressColumns<GroupRow>(),
  { name: "past", label: "Last hour", width: "84px", cell: ({ past }) => (past.lag.length > 1 ? <Sparkline values={past.lag} label={`Lag over the last hour, now ${past.lag[past.lag.length - 1]}`} /> : UNKNOWN) },
];

function TopicsOf(props: { row: GroupRow }) {
  const [first, ...more] = props.row.topics;
  if (first === undefined) return UNKNOWN;
  return (
    <span title={props.row.topics.join(", ")}>
      <a href={view(["topics", first])}>{first}</a>
      {more.length > 0 && <span class="soft"> and {more.length} more</span>}
    </span>
  );
}
