// The commands that do the same as a button. Pure.

import { quoted } from "../kit/shell.ts";

export type Settings = Readonly<Record<string, string>>;

function settings(of: Settings): string[] {
  return Object.entries(of).map(([name, value]) => `-c ${quoted(`${name}=${value}`)}`);
}

export function createCommand(topic: { name: string; partitions?: number; replication?: number; config: Settings }): string {
  const words = ["weir topics create", quoted(topic.name || "NAME")];
  if (topic.partitions !== undefined) words.push(`-p ${topic.partitions}`);
  if (topic.replication !== undefined) words.push(`-r ${topic.replication}`);
  return [...words, ...settings(topic.config)].join(" ");
}

/** What is null goes back to the broker: `-c name=`. */
export function alterCommand(topic: string, name: string, value: string | null): string {
  return ["weir topics alter", quoted(topic), ...settings({ [name]: value ?? "" })].join(" ");
}

export function growCommand(topic: string, partitions: number): string {
  return `weir topics alter ${quoted(topic)} --partitions ${partitions}`;
}

export function deleteCommand(topic: string): string {
  return `weir topics delete ${quoted(topic)}`;
}

/** `name=value` a line; the lines that are not so. */
export function settingLines(text: string): { config: Record<string, string>; wrong: string[] } {
  const config: Record<string, string> = {};
  const wrong: string[] = [];
  for (const line of text.split("\n").map((one) => one.trim()).filter(Boolean)) {
    const mark = line.indexOf("=");
    if (mark < 1) wrong.push(line);
    else config[line.slice(0, mark).trim()] = line.slice(mark + 1).trim();
  }
  return { config, wrong };
}
