import { Drawer } from "../kit/dialog.tsx";
import { sentence } from "../kit/amounts.ts";
import { Code } from "../kit/texts.tsx";
import { type Setting, written } from "./settings.ts";

/** What one setting is for, and how it is set. */
export function Details({ of, onClose }: { of: Setting; onClose: () => void }) {
  return (
    <Drawer title={of.key} onClose={onClose}>
      <p>{sentence(of.meaning)}</p>
      <dl class="config-facts">
        <dt>Value</dt>
        <dd class="mono">{of.value || "(empty)"}</dd>
        <dt>Default</dt>
        <dd class="mono">{of.default || "none"}</dd>
        <dt>Set in</dt>
        <dd>{of.origin}</dd>
        <dt>Written as</dt>
        <dd>{of.type}</dd>
        <dt>A change counts</dt>
        <dd>{of.live ? "after a reload" : "from the next start on"}</dd>
      </dl>
      {written(of).map((one) => (
        <Code key={one.where} label={one.where} text={one.text} />
      ))}
      <p class="soft">A variable is stronger than the file, and --set is stronger than both.</p>
    </Drawer>
  );
}
