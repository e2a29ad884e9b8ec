import assert from "node:assert/strict";
import { test } from "node:test";
import { command, exportQuery, meant, named } from "../../main/console/delivery/chosen.ts";
import type { Lane } from "../../main/console/delivery/types.ts";
import { drain, next, reason, replayed, state } from "../../main/console/delivery/words.ts";

const lane: Lane = {
  sink: "kafka",
  kind: "kafka",
  breaker: "closed",
  held: false,
  since: 0,
  nextTryAt: null,
  failures: 0,
  failuresMax: 5,
  successes: 0,
  successesMax: 3,
  lastFailure: null,
  topicsAwayCount: 0,
  topicsAway: [],
  queued: 0,
  inFlight: 0,
  waiting: 0,
  deadLetters: 0,
  logged: true,
  logBytes: 0,
  logLimit: 1,
  oldest: null,
  oldestAtLeast: false,
  replay: null,
  trouble: null,
};
const replay = { underWay: true, done: 8_430, total: 12_041, perSecond: 31_000, secondsLeft: 0.1, begun: 1, ended: null };

test("a sink has the word that the command line has", () => {
  assert.equal(state(lane).word, "Sends");
  assert.equal(state({ ...lane, breaker: "open" }).word, "Away");
  assert.equal(state({ ...lane, breaker: "open", held: true }).word, "Tripped");
  assert.equal(state({ ...lane, breaker: "half_open" }).word, "Tries");
});

test("it says when the next try is", () => {
  const away = { ...lane, breaker: "open" as const, nextTryAt: 10_000 };
  assert.equal(next(away, 2_100), "Next try in 8 s.");
  assert.equal(next(away, 12_000), "Next try now.");
  assert.match(next({ ...away, inFlight: 1_200 }, 2_100), /in hand that gets there ends it sooner/);
});

test("a failure in a row is counted of how many", () => {
  assert.equal(next({ ...lane, failures: 2 }, 0), "2 of 5 failures in a row.");
});

test("how long it drains is told by the last replay, while the sink is away", () => {
  const away = { ...lane, breaker: "open" as const, waiting: 62_000, replay };
  assert.equal(drain(away), "about 2 s once it is back");
  assert.equal(drain({ ...away, replay: null }), undefined);
  assert.equal(drain({ ...away, breaker: "closed" }), undefined);
});

test("a replay tells how far it is", () => {
  assert.equal(replayed(replay), "8,430 of 12,041 · 31,000/s · 0.1 s left");
  assert.equal(replayed({ ...replay, underWay: false, done: 12_041 }), "12,041 sent · 31,000/s");
});

test("a reason is read as words", () => {
  assert.equal(reason("too_large"), "too large");
});

const none = { sequences: [], reason: "", topic: "" };

test("what is ticked goes before the filter, and all is said as all", () => {
  assert.deepEqual(meant(none), { all: true });
  assert.deepEqual(meant({ ...none, reason: "too_large" }), { reason: "too_large" });
  assert.deepEqual(meant({ sequences: ["17"], reason: "too_large", topic: "x" }), { sequences: ["17"] });
});

test("the equal command names the same", () => {
  assert.equal(command("drop", "kafka", none), "weir wal dead drop --sink kafka --all");
  assert.equal(command("requeue", "kafka", { ...none, sequences: ["17", "18"] }), "weir wal dead requeue --sink kafka --sequence 17 18");
  assert.equal(command("drop", "kafka", { ...none, reason: "too_large" }), "weir wal dead drop --sink kafka --sequence $(weir wal dead list --sink kafka --reason too_large -n 1000000 -o name)");
});

test("what is meant is said", () => {
  assert.equal(named({ ...none, topic: "rides", reason: "too_large" }), " of topic rides with the reason too_large");
  assert.equal(exportQuery({ ...none, topic: "ri*" }), "?topic=ri*");
  assert.equal(exportQuery(none), "");
});
