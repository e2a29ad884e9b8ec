import assert from "node:assert/strict";
import { test } from "node:test";
import type { Progress } from "../../main/console/groups/model.ts";
import { type Choice, numbersOf, wishOf } from "../../main/console/groups/wish.ts";
import { behindWords, emptyInWords, isStuck, placesWords, runs } from "../../main/console/groups/words.ts";

const WAITING: Progress = { lag: "100", behindMillis: 720_000, inPerSecond: 10, outPerSecond: 0, trend: "growing", emptyInSeconds: null };

test("a group that nobody reads for is stuck", () => {
  assert.ok(isStuck(WAITING));
  assert.equal(emptyInWords(WAITING), "never");
  assert.equal(behindWords(WAITING), "12 min");
});

test("a group that is a second behind keeps up, whatever its rates", () => {
  const lively: Progress = { ...WAITING, behindMillis: 900, outPerSecond: 9.8 };

  assert.ok(!isStuck(lively));
  assert.equal(emptyInWords(lively), "keeps up");
});

test("a group with nothing left has caught up", () => {
  const done: Progress = { ...WAITING, lag: "0", behindMillis: 0, emptyInSeconds: 0 };

  assert.equal(emptyInWords(done), "caught up");
  assert.equal(behindWords(done), "–");
});

test("nothing is said of a group before there were two looks", () => {
  assert.equal(emptyInWords({ ...WAITING, trend: null, inPerSecond: null, outPerSecond: null }), "–");
});

test("partitions are told in runs", () => {
  assert.equal(runs([5, 0, 2, 1]), "0–2, 5");
  assert.equal(runs([3, 4]), "3, 4");
  assert.equal(placesWords([{ topic: "rides", partition: 0 }, { topic: "taxis", partition: 1 }, { topic: "rides", partition: 1 }]), "rides 0, 1 · taxis 1");
});

test("partitions are written in many ways", () => {
  assert.deepEqual(numbersOf("3, 0-1"), [0, 1, 3]);
  assert.deepEqual(numbersOf(""), []);
  assert.equal(numbersOf("two"), undefined);
  assert.equal(numbersOf("3-1"), undefined);
});

const START: Choice = { where: "start", amount: "", topic: "", partitions: "" };

test("a choice becomes what the gateway takes", () => {
  assert.deepEqual(wishOf(START), { to: "start", topics: [] });
  assert.deepEqual(wishOf({ ...START, where: "ago", amount: "1h", topic: "rides" }), { to: "-1h", topics: [{ topic: "rides" }] });
  assert.deepEqual(wishOf({ ...START, where: "before", amount: "10", topic: "rides", partitions: "0,2" }), {
    to: "-10",
    topics: [
      { topic: "rides", partition: 0 },
      { topic: "rides", partition: 2 },
    ],
  });
  assert.deepEqual(wishOf({ ...START, where: "time", amount: "2026-11-21 10:00:00Z" }), { to: "2026-11-21T10:00:00Z", topics: [] });
});

test("what is wrong with a choice is said, and where", () => {
  assert.deepEqual(wishOf({ ...START, where: "offset", amount: "x" }), { wrong: "Write a whole number from 0 on.", field: "amount" });
  assert.equal((wishOf({ ...START, where: "time", amount: "soon" }) as { field: string }).field, "amount");
  assert.equal((wishOf({ ...START, topic: "rides", partitions: "x" }) as { field: string }).field, "partitions");
});
