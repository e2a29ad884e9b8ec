// The drawer in which messages are written: opened from anywhere.
import { cell } from "../kit/cell.ts";
import { type Draft, NOTHING } from "./draft.ts";

/** What was written last stays, also while the drawer is closed. */
export const draft = cell<Draft>(NOTHING);
export const isOpen = cell(false);

/** Counts what was sent from here: who shows a topic looks again. */
export const sendings = cell(0);

export interface Written extends Partial<Omit<Draft, "partition">> {
  readonly partition?: string | number;
}

/** Opens it with a message, or with what was there where nothing is said. */
export function openProduce(written: Written): void {
  const { partition, ...rest } = written;
  // A whole message takes the place of the other one; a topic alone does not.
  const whole = written.value !== undefined || written.tombstone === true;
  draft.update((old) => ({
    ...(whole ? { ...NOTHING, acks: old.acks } : old),
    ...rest,
    ...(partition !== undefined && { partition: String(partition) }),
  }));
  isOpen.set(true);
}
