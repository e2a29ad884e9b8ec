import assert from "node:assert/strict";
import { test } from "node:test";
import { quoted } from "../../main/console/kit/shell.ts";
import { alterCommand, createCommand, settingLines } from "../../main/console/topics/commands.ts";
import { matching, notes, rateBetween, sentTo, type TopicFigures } from "../../main/console/topics/figures.ts";
import { danger, meaning } from "../../main/console/topics/setting.ts";

function topic(name: string, note?: string): TopicFigures {
  return { name, partitions: 1, replication: 1, messages: "0", bytes: 0, perSecond: 0, underReplicated: 0, policy: "delete 7 d", internal: false, ...(note && { note }) };
}

test("a shell takes a word as it is meant, whatever stands in it", () => {
  assert.equal(quoted("rides.v1"), "rides.v1");
  assert.equal(quoted("it's $(rm -rf /)"), "'it'\\''s $(rm -rf /)'");
  assert.equal(quoted(""), "''");
});

test("what is not said is not in the command", () => {
  assert.equal(createCommand({ name: "rides", config: {} }), "weir topics create rides");
  assert.equal(createCommand({ name: "rides", partitions: 6, replication: 3, config: { "retention.ms": "1000" } }), "weir topics create rides -p 6 -r 3 -c retention.ms=1000");
  assert.equal(alterCommand("rides", "retention.ms", null), "weir topics alter rides -c retention.ms=");
});

test("settings are read a line each, and what is none is told", () => {
  assert.deepEqual(settingLines(" a=1\n\nb = x=y \nodd"), { config: { a: "1", b: "x=y" }, wrong: ["odd"] });
});

test("a filter's words must all be in the name", () => {
  const topics = [topic("rides"), topic("rides.dead"), topic("orders")];
  assert.deepEqual(matching(topics, "DEAD rid").map(({ name }) => name), ["rides.dead"]);
  assert.equal(matching(topics, "  ").length, 3);
});

test("each reason is told once", () => {
  assert.deepEqual(notes([topic("a", "late"), topic("b", "late"), topic("c")]), ["late"]);
});

test("a rate needs two looks at a topic that was not made anew between them", () => {
  assert.equal(rateBetween({ at: 0, sent: 10n }, { at: 2000, sent: 30n }), 10);
  assert.equal(rateBetween(undefined, { at: 2000, sent: 30n }), null);
  assert.equal(rateBetween({ at: 0, sent: 30n }, { at: 2000, sent: 10n }), null);
});

test("offsets above 2^53 are added exactly", () => {
  const partition = { partition: 0, leader: 1, replicas: [1], inSync: [1], begin: "0", bytes: 0 };
  const detail = { name: "t", internal: false, replication: 1, messages: null, bytes: null, partitions: [{ ...partition, end: "9007199254740993" }, { ...partition, end: "2" }] };
  assert.equal(sentTo(detail), 9007199254740995n);
});

test("a long number is told in words", () => {
  assert.equal(meaning("retention.ms", "604800000"), "7 d");
  assert.equal(meaning("segment.bytes", "1073741824"), "1.0 GiB");
  assert.equal(meaning("retention.ms", "-1"), "no limit");
  assert.equal(meaning("cleanup.policy", "delete"), "");
});

test("a change that throws messages away says so, one that keeps more does not", () => {
  const change = { name: "retention.ms", origin: "topic" as const };
  assert.match(danger({ ...change, before: "604800000", after: "3600000" }) ?? "", /older than 1 h/);
  assert.equal(danger({ ...change, before: "3600000", after: "-1" }), undefined);
  assert.match(danger({ ...change, name: "cleanup.policy", before: "delete", after: "compact" }) ?? "", /only the last message/);
});
