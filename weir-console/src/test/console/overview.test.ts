import assert from "node:assert/strict";
import { test } from "node:test";
import { verdict, worstFirst } from "../../main/console/health/checks.ts";
import { type Audit, inSeries, millis, outSeries, type Point, sides, timesOf, untouched } from "../../main/console/overview/point.ts";

const NONE = { perSecond: 0 };

function point(at: number, change: Partial<Point> = {}): Point {
  return {
    at,
    in: { push: NONE, topics: NONE },
    out: { kafka: { perSecond: 3 } },
    outcomes: { accepted: NONE, delivered: NONE, stored: NONE, deadLettered: NONE, lost: NONE, refused: NONE },
    latency: { p50: null, p99: null, max: null },
    waiting: 0,
    away: 0,
    memory: { used: 0 },
    inFlight: { used: 0 },
    disk: { used: 0 },
    heap: { used: 0 },
    cpu: { used: 0, cores: 2 },
    ...change,
  };
}

function audit(change: Partial<Audit> = {}): Audit {
  return { accepted: 0, recovered: 0, requeued: 0, delivered: 0, deadLettered: 0, lost: 0, waiting: 0, difference: 0, holds: true, moving: false, ...change };
}

test("the time axis is a minute, two or five, whatever there is yet", () => {
  assert.deepEqual(timesOf([point(1_000_000), point(1_001_000)]), [941_000, 1_000_000, 1_001_000]);
  assert.equal(timesOf([point(1_000_000), point(1_061_000)])[0], 941_000);
  assert.equal(timesOf([point(1_000_000), point(1_121_000)])[0], 821_000);
  assert.equal(timesOf([point(1_000_000), point(1_400_000)])[0], 999_000);
});

test("only ways in that were used are shown, and one where none was", () => {
  const used = inSeries([point(1), point(2, { in: { push: NONE, grpc: { perSecond: 7 } } })]);

  assert.deepEqual(used.map((one) => [one.name, one.values]), [["gRPC", [null, null, 7]]]);
  assert.deepEqual(inSeries([point(1)]).map((one) => one.name), ["push"]);
});

test("what is written to the log counts as stored only while a sink is away", () => {
  const outcomes = { ...point(1).outcomes, stored: { perSecond: 9 } };

  assert.deepEqual(outSeries([point(1, { outcomes })]).map((one) => one.name), ["delivered"]);
  assert.deepEqual(outSeries([point(1, { outcomes }), point(2, { outcomes, away: 1 })])[1]?.values, [null, null, 9]);
});

test("two sinks are named", () => {
  const two = point(1, { out: { kafka: NONE, copy: NONE } });

  assert.deepEqual(outSeries([two]).map((one) => one.name), ["kafka", "copy"]);
});

test("the books leave out what is usually nought", () => {
  assert.deepEqual(sides(audit()).map((side) => side.map((term) => term.name)), [["accepted"], ["delivered", "waiting", "dead-lettered"]]);
  assert.deepEqual(sides(audit({ recovered: 1, lost: 1 })).map((side) => side.length), [2, 4]);
});

test("a gateway is untouched until something came", () => {
  assert.equal(untouched(point(1)), false, "a point without books says nothing");
  assert.equal(untouched(point(1, { audit: audit() })), true);
  assert.equal(untouched(point(1, { audit: audit({ recovered: 1 }) })), false);
});

test("milliseconds have three digits", () => {
  assert.deepEqual([0.1234, 1.2345, 12.345, 123.45, 4096].map(millis), ["0.12", "1.23", "12.3", "123", "4,096"]);
});

test("the worst check comes first and gives its colour to all", () => {
  const checks = [
    { name: "a", kind: "fine", what: "" },
    { name: "b", kind: "stored", what: "" },
    { name: "c", kind: "lost", what: "" },
  ] as const;

  assert.deepEqual(worstFirst(checks).map((check) => check.name), ["c", "b", "a"]);
  assert.deepEqual(verdict(checks), { kind: "lost", text: "2 of 3 checks need a look" });
  assert.deepEqual(verdict(checks.slice(0, 1)), { kind: "fine", text: "All 1 checks are fine" });
});
