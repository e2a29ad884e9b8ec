import "./config.css";
import { setQuery, useRoute } from "../app/route.ts";
import { ReloadButton } from "../delivery/reload.tsx";
import { get } from "../kit/api.ts";
import { timeOfDay } from "../kit/amounts.ts";
import { Checkbox, Search } from "../kit/controls.tsx";
import { useLoad } from "../kit/load.ts";
import { Page } from "../kit/page.tsx";
import { DataTable, type Column } from "../kit/table.tsx";
import { Empty, Failure, Skeleton } from "../kit/texts.tsx";
import { Details } from "./details.tsx";
import { filtered, type Setting, type Settings } from "./settings.ts";

const COLUMNS: readonly Column<Setting>[] = [
  { name: "key", label: "Key", cell: (one) => <Key of={one} />, sort: (one) => one.key, width: "32%" },
  { name: "value", label: "Value", cell: (one) => <span title={one.value}>{one.value}</span>, sort: (one) => one.value, mono: true, width: "26%" },
  { name: "origin", label: "Set in", cell: (one) => <span class={one.changed ? "" : "soft"} title={one.origin}>{one.origin}</span>, sort: (one) => one.origin },
  { name: "meaning", label: "Meaning", cell: (one) => <span class="soft" title={one.meaning}>{one.meaning}</span>, plain: (one) => one.meaning },
];

/** What is set, and where. */
export function Config() {
  const { query } = useRoute();
  const config = useLoad((signal) => get<Settings>("config", signal), []);
  const filter = query.get("q") ?? "";
  const onlyChanged = query.get("changed") === "1";
  return (
    <Page title="Config" actions={config.data && <Actions config={config.data} again={config.again} />}>
      {config.error && <Failure error={config.error} again={config.again} />}
      {!config.data && !config.error && <Skeleton lines={12} />}
      {config.data && <List all={config.data.settings} filter={filter} onlyChanged={onlyChanged} open={query.get("key") ?? ""} />}
    </Page>
  );
}

function Actions(props: { config: Settings; again: () => void }) {
  return (
    <>
      <Loaded config={props.config} />
      <ReloadButton onDone={props.again} />
    </>
  );
}

function Loaded({ config }: { config: Settings }) {
  const at = new Date(config.loadedAt);
  return (
    <span class="soft">
      loaded <time dateTime={at.toISOString()} title={at.toLocaleString()}>{timeOfDay(config.loadedAt)}</time>{" "}
      {config.file ? <>from <span class="mono">{config.file}</span></> : "without a file"}
    </span>
  );
}

function List(props: { all: readonly Setting[]; filter: string; onlyChanged: boolean; open: string }) {
  const shown = filtered(props.all, props.filter, props.onlyChanged);
  const open = props.all.find((one) => one.key === props.open);
  return (
    <>
      <div class="tools config-tools">
        <Search label="Filter settings" value={props.filter} onInput={(q) => setQuery({ q })} />
        <Checkbox label="only changed" checked={props.onlyChanged} onChange={(on) => setQuery({ changed: on ? "1" : undefined })} />
        <span class="soft config-count" role="status">
          {shown.length} of {props.all.length}
        </span>
      </div>
      <DataTable
        label="Settings"
        columns={COLUMNS}
        rows={shown}
        rowKey={(one) => one.key}
        onOpen={(one) => setQuery({ key: one.key })}
        selected={open?.key}
        exportName="config"
        empty={<Nothing filter={props.filter} />}
      />
      {open && <Details key={open.key} of={open} onClose={() => setQuery({ key: undefined })} />}
    </>
  );
}

function Nothing({ filter }: { filter: string }) {
  if (filter === "") {
    return (
      <Empty title="Nothing is changed">
        <p>Every setting has its default. Write a weir.yaml, set a WEIR_… variable, or start with --set key=value.</p>
      </Empty>
    );
  }
  return (
    <Empty title={`No setting has “${filter}”`}>
      <p>The filter looks at keys, values, origins and meanings. Take fewer words, or show unchanged settings too.</p>
    </Empty>
  );
}

/** A mark beside the colour tells what was changed. */
function Key({ of }: { of: Setting }) {
  return (
    <span class="config-key" title={of.meaning}>
      <span class="config-mark" aria-hidden="true">
        {of.changed ? "●" : ""}
      </span>
      {of.changed && <span class="unseen">changed: </span>}
      <span>{of.key}</span>
    </span>
  );
}
