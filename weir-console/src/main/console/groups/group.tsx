import "./groups.css";
import { useState } from "preact/hooks";
import { plural } from "../kit/amounts.ts";
import { useKeys } from "../app/keys.ts";
import { go } from "../app/route.ts";
import { useRole } from "../app/session.ts";
import { get, send } from "../kit/api.ts";
import { Button } from "../kit/controls.tsx";
import { Confirm } from "../kit/dialog.tsx";
import { useEvery, useLoad } from "../kit/load.ts";
import { Page } from "../kit/page.tsx";
import { quoted } from "../kit/shell.ts";
import { Failure, Skeleton, Word } from "../kit/texts.tsx";
import { toast } from "../kit/toast.tsx";
import { Facts, Hour, Members, Partitions } from "./detail.tsx";
import type { GroupDetail } from "./model.ts";
import { Reset } from "./reset.tsx";

const LOOK_EVERY_MS = 2_000;

/** One group: how it fares, who is in it, where it is. */
export function Group(props: { name: string }) {
  const path = `groups/${encodeURIComponent(props.name)}`;
  const group = useLoad((signal) => get<GroupDetail>(path, signal), [props.name]);
  useEvery(LOOK_EVERY_MS, group.again);
  const { data, error } = group;
  const gone = error?.status === 404;
  return (
    <Page title={props.name} actions={data && !gone && <Actions group={data} path={path} again={group.again} />}>
      {data && error && !gone && <Word kind="stored">{error.detail} What you see is older.</Word>}
      {data && !gone ? (
        <>
          <Facts group={data} />
          <Hour group={data} stale={error !== undefined} />
          <Partitions group={data} />
          <Members group={data} />
        </>
      ) : error ? (
        <Failure error={error} again={group.again} />
      ) : (
        <Skeleton />
      )}
    </Page>
  );
}

function Actions(props: { group: GroupDetail; path: string; again: () => void }) {
  const { group } = props;
  const [open, setOpen] = useState<"reset" | "delete">();
  const forbidden = useRole("operate");
  const close = () => setOpen(undefined);
  const otherKind = group.type === "share" || group.type === "streams" ? `A ${group.type} group has offsets of another kind: Kafka's own tools reset it.` : undefined;
  const live = group.members.length > 0 ? `${plural(group.members.length, "member")} in it: stop them first.` : undefined;
  const noReset = forbidden ?? otherKind;
  useKeys({ x: () => noReset || setOpen("reset") }, "reset this group's offsets");
  return (
    <>
      <Button onClick={() => setOpen("reset")} reason={noReset}>
        Reset offsets…
      </Button>
      <Button kind="danger" onClick={() => setOpen("delete")} reason={forbidden ?? live}>
        Delete…
      </Button>
      {open === "reset" && (
        <Reset
          group={group}
          path={`${props.path}/reset`}
          onClose={() => {
            close();
            props.again();
          }}
        />
      )}
      {open === "delete" && <Delete group={group} path={props.path} onClose={close} />}
    </>
  );
}

function Delete(props: { group: GroupDetail; path: string; onClose: () => void }) {
  const { group } = props;
  const committed = group.partitions.filter((one) => one.committed !== null).length;
  return (
    <Confirm
      title={`Delete ${group.group}`}
      what={`Kafka forgets the group and where it was in ${plural(committed, "partition")}. Messages stay. A consumer that comes back under this name begins where its auto.offset.reset says.`}
      name={group.group}
      command={`weir groups delete ${quoted(group.group)} --yes`}
      yes="Delete group"
      onClose={props.onClose}
      act={async () => {
        await send("DELETE", props.path);
        toast(`Group ${group.group} was deleted`);
        go("#/groups");
      }}
    />
  );
}
