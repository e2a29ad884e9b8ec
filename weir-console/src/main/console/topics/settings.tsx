import { useMemo, useState } from "preact/hooks";
import { setQuery, useRoute } from "../app/route.ts";
import { useRole } from "../app/session.ts";
import { count } from "../kit/amounts.ts";
import { get } from "../kit/api.ts";
import { Button, Checkbox, Search } from "../kit/controls.tsx";
import { useLoad } from "../kit/load.ts";
import { type Column, DataTable } from "../kit/table.tsx";
import { Empty, Failure, Skeleton, Word } from "../kit/texts.tsx";
import { ChangeSetting } from "./change.tsx";
import { meaning, type Setting, shown } from "./setting.ts";

/** The settings of a topic; those that are its own can be told apart. */
export function SettingsTab(props: { topic: string }) {
  const { query } = useRoute();
  const filter = query.get("q") ?? "";
  const own = query.get("own") === "true";
  const forbidden = useRole("operate");
  const [changed, setChanged] = useState<string>();
  const settings = useLoad((signal) => get<readonly Setting[]>(`topics/${encodeURIComponent(props.topic)}/config`, signal), [props.topic]);
  const rows = useMemo(() => found(settings.data ?? [], filter, own), [settings.data, filter, own]);
  const columns = useMemo(() => [...COLUMNS, changeColumn(setChanged, forbidden)], [forbidden]);
  if (!settings.data) return settings.error ? <Failure error={settings.error} again={settings.again} /> : <Skeleton />;
  const open = settings.data.find(({ name }) => name === changed);
  return (
    <>
      <div class="tools topics-tools">
        <Search label="Filter settings" value={filter} onInput={(q) => setQuery({ q })} />
        <Checkbox label="Only the topic's own" checked={own} onChange={(yes) => setQuery({ own: yes ? "true" : undefined })} />
        <span class="soft" role="status">
          {count(rows.length)} of {count(settings.data.length)}
        </span>
      </div>
      <DataTable label="Settings" columns={columns} rows={rows} rowKey={({ name }) => name} {...(!forbidden && { onOpen: ({ name }: Setting) => setChanged(name) })} exportName={`${props.topic}-config`} empty={<Nothing own={own} />} />
      {open && <ChangeSetting topic={props.topic} setting={open} onClose={() => setChanged(undefined)} onDone={settings.again} />}
    </>
  );
}

const ORIGINS = ["topic", "broker", "default"];

/** What somebody has set comes first. */
function found(settings: readonly Setting[], filter: string, own: boolean): readonly Setting[] {
  const wanted = filter.toLowerCase();
  const rows = settings.filter(({ name, value, origin }) => (!own || origin === "topic") && (name.includes(wanted) || (value ?? "").toLowerCase().includes(wanted)));
  return rows.sort((a, b) => ORIGINS.indexOf(a.origin) - ORIGINS.indexOf(b.origin));
}

function Nothing(props: { own: boolean }) {
  return (
    <Empty title={props.own ? "None of its own" : "No setting is called so"}>
      <p>{props.own ? "The topic has no setting of its own: all are the broker's." : "Nothing matches the filter."}</p>
    </Empty>
  );
}

const COLUMNS: readonly Column<Setting>[] = [
  { name: "name", label: "Setting", mono: true, width: "32%", sort: ({ name }) => name, cell: ({ name, doc }) => <span title={doc}>{name}</span> },
  { name: "value", label: "Value", mono: true, sort: ({ value }) => value, cell: (setting) => <Value setting={setting} /> },
  { name: "origin", label: "Origin", width: "16ch", sort: ({ origin }) => origin, cell: ({ origin }) => <Origin origin={origin} /> },
  { name: "default", label: "Without the topic's own", mono: true, plain: (setting) => setting.default, cell: (setting) => (setting.origin === "topic" ? <span class="soft">{setting.default === null ? "–" : setting.default || "(empty)"}</span> : "") },
];

function Value({ setting }: { setting: Setting }) {
  const means = meaning(setting.name, setting.value);
  return (
    <span title={setting.value ?? undefined}>
      {shown(setting)}
      {means && <span class="soft"> {means}</span>}
    </span>
  );
}

function Origin({ origin }: { origin: Setting["origin"] }) {
  if (origin === "topic") return <Word kind="fine">topic</Word>;
  return <span class="soft">{origin === "broker" ? "broker" : "Kafka's default"}</span>;
}

function changeColumn(open: (name: string) => void, forbidden: string | undefined): Column<Setting> {
  return {
    name: "change",
    label: "",
    align: "right",
    width: "12ch",
    cell: ({ name, readOnly }) => (
      <Button label={`Change ${name}`} reason={forbidden ?? (readOnly ? "Kafka lets nobody change it." : undefined)} onClick={() => open(name)}>
        Change
      </Button>
    ),
  };
}
