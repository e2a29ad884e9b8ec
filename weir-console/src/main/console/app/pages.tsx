// Every page: where it is, what shows it, and the key that goes there after `g`.
import { type ComponentChildren } from "preact";
import { Config } from "../config/config.tsx";
import { Connect } from "../connect/connect.tsx";
import { badge } from "../delivery/badge.ts";
import { Delivery } from "../delivery/delivery.tsx";
import { Group } from "../groups/group.tsx";
import { Groups } from "../groups/groups.tsx";
import { Health } from "../health/health.tsx";
import type { Cell } from "../kit/cell.ts";
import { Overview } from "../overview/overview.tsx";
import { Topic } from "../topics/topic.tsx";
import { Topics } from "../topics/topics.tsx";

export interface PageEntry {
  readonly name: string;
  readonly title: string;
  readonly key: string;
  /** What it answers, for the palette. */
  readonly answers: string;
  /** The lines of its sign, 16 × 16. */
  readonly sign: string;
  readonly badge?: Cell<number>;
  /** Not on the rail: the top bar leads there. */
  readonly aside?: boolean;
  /** Also for those who have some topics alone. */
  readonly forSome?: boolean;
  readonly show: (inside: readonly string[]) => ComponentChildren;
}

export const PAGES: readonly PageEntry[] = [
  { name: "overview", title: "Overview", key: "o", answers: "Does it flow?", sign: "M1 11l4-5 3 3 3-6 4 5", show: () => <Overview /> },
  { name: "topics", title: "Topics", key: "t", answers: "What is in Kafka?", sign: "M2 3h12M2 8h12M2 13h8", forSome: true, show: ([name]) => (name ? <Topic key={name} name={name} /> : <Topics />) },
  { name: "groups", title: "Groups", key: "r", answers: "Who reads, and how far behind?", sign: "M6 8a2.5 2.5 0 100-5 2.5 2.5 0 000 5zM1.5 14c0-3 2-4 4.5-4s4.5 1 4.5 4M11 3.5a2.3 2.3 0 010 4.3M12 10.3c1.6.4 2.5 1.6 2.5 3.7", show: ([name]) => (name ? <Group key={name} name={name} /> : <Groups />) },
  { name: "delivery", title: "Delivery", key: "d", answers: "What waits, and why?", sign: "M1 8h4M11 8h4M8 5a3 3 0 100 6 3 3 0 000-6zM13 6l2 2-2 2", badge, show: () => <Delivery /> },
  { name: "connect", title: "Connect", key: "n", answers: "How do I send a message?", sign: "M6 10l4-4M7 4l1.5-1.5a3.5 3.5 0 015 5L12 9M9 12l-1.5 1.5a3.5 3.5 0 01-5-5L4 7", show: () => <Connect /> },
  { name: "config", title: "Config", key: "c", answers: "How is it set, and where?", sign: "M2 4h7M13 4h1M2 12h1M7 12h7M11 2v4M5 10v4", show: () => <Config /> },
  { name: "health", title: "Health", key: "h", answers: "Is everything right with it?", sign: "M1 8h3l2-5 3 10 2-5h4", aside: true, show: () => <Health /> },
];

/** Those that one may see. */
export function pagesFor(all: boolean): readonly PageEntry[] {
  return all ? PAGES : PAGES.filter((page) => page.forSome);
}

/** Without a name the first of them. */
export function pageOf(name: string | undefined, all: boolean): PageEntry | undefined {
  return pagesFor(all).find((page) => name === undefined || page.name === name);
}
