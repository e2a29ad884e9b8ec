// What the API tells of topics, and what is made of it. Pure.

/** A row of `GET /api/topics`. Null: Kafka did not tell in time, and `note` says why. */
export interface TopicFigures {
  readonly name: string;
  readonly partitions: number;
  readonly replication: number;
  readonly messages: string | null;
  readonly bytes: number | null;
  readonly perSecond: number | null;
  readonly underReplicated: number;
  readonly policy: string | null;
  readonly internal: boolean;
  readonly note?: string;
}

/** `GET /api/topics/{topic}`. Offsets are texts, since they may be larger than a number holds. */
export interface TopicDetail {
  readonly name: string;
  readonly internal: boolean;
  readonly replication: number;
  readonly messages: string | null;
  readonly bytes: number | null;
  readonly partitions: readonly PartitionFigures[];
  readonly note?: string;
}

export interface PartitionFigures {
  readonly partition: number;
  readonly leader: number | null;
  readonly replicas: readonly number[];
  readonly inSync: readonly number[];
  readonly begin: string | null;
  readonly end: string | null;
  readonly bytes: number | null;
}

export function matching(topics: readonly TopicFigures[], filter: string): readonly TopicFigures[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return topics;
  return topics.filter(({ name }) => words.every((word) => name.toLowerCase().includes(word)));
}

/** The reasons why figures are missing, each once. */
export function notes(topics: readonly TopicFigures[]): string[] {
  return [...new Set(topics.flatMap(({ note }) => (note ? [note] : [])))];
}

export function messagesOf(partition: PartitionFigures): bigint | null {
  return partition.begin === null || partition.end === null ? null : BigInt(partition.end) - BigInt(partition.begin);
}

/** All that was ever sent to a topic; null where it is not known of a partition. */
export function sentTo(topic: TopicDetail): bigint | null {
  let sum = 0n;
  for (const { end } of topic.partitions) {
    if (end === null) return null;
    sum += BigInt(end);
  }
  return sum;
}

/** Messages a second between two looks; null where that cannot be said. */
export function rateBetween(before: Look | undefined, now: Look): number | null {
  if (!before || before.sent === null || now.sent === null || now.sent < before.sent || now.at <= before.at) return null;
  return (Number(now.sent - before.sent) * 1000) / (now.at - before.at);
}

export interface Look {
  readonly at: number;
  readonly sent: bigint | null;
}
