// What the gateway tells of groups. Offsets and counts of messages are strings: they may be larger
// than a number holds.

export interface Progress {
  /** Null where nothing is committed. */
  readonly lag: string | null;
  readonly behindMillis: number | null;
  readonly inPerSecond: number | null;
  readonly outPerSecond: number | null;
  readonly trend: "growing" | "steady" | "shrinking" | null;
  /** Null for never. */
  readonly emptyInSeconds: number | null;
}

/** Columns of the same length, the oldest first. */
export interface Past {
  readonly at: readonly number[];
  readonly lag: readonly number[];
  readonly inPerSecond: readonly (number | null)[];
  readonly outPerSecond: readonly (number | null)[];
}

interface Standing extends Progress {
  readonly group: string;
  readonly state: string;
  readonly type: string;
  readonly topics: readonly string[];
  readonly past: Past;
}

export interface GroupRow extends Standing {
  readonly members: number;
}

export interface GroupList {
  readonly at: number;
  readonly unseen: number;
  readonly groups: readonly GroupRow[];
}

export interface Place {
  readonly topic: string;
  readonly partition: number;
}

export interface Member {
  readonly id: string;
  readonly instance: string | null;
  readonly client: string;
  readonly host: string;
  readonly partitions: readonly Place[];
}

export interface Partition extends Progress, Place {
  readonly committed: string | null;
  readonly begin: string | null;
  readonly end: string | null;
  readonly member: string | null;
}

export interface GroupDetail extends Standing {
  readonly at: number;
  readonly members: readonly Member[];
  readonly partitions: readonly Partition[];
}

export interface ResetStep extends Place {
  readonly from: string | null;
  readonly to: string;
  readonly begin: string;
  readonly end: string;
  readonly again: string;
  readonly skipped: string;
}

export interface ResetPlan {
  readonly group: string;
  readonly done: boolean;
  readonly refusal: string | null;
  readonly command: string | null;
  readonly again: string;
  readonly skipped: string;
  readonly partitions: readonly ResetStep[];
}
