import assert from "node:assert/strict";
import { test } from "node:test";
import { base, messageError, received, topicError, totals } from "../../main/console/connect/ways.ts";

test("what came since the page was opened is counted", () => {
  const before = totals({ in: { push: { total: 7 }, rest: { total: 1 } } });
  const now = totals({ in: { push: { total: 9 }, rest: { total: 1 } } });
  assert.equal(received("push", base(before, now), now), 2);
  assert.equal(received("rest", base(before, now), now), 0);
  assert.equal(received("frames", base(before, now), now), 0);
});

test("a point of the past has no totals, so nothing is counted from it", () => {
  assert.equal(totals({ in: { push: {}, rest: {} } }), undefined);
});

test("without figures nothing is said of it", () => {
  assert.equal(received("push", undefined, totals({})), undefined);
});

test("a gateway that was started again is counted from nothing", () => {
  const before = totals({ in: { push: { total: 7 } } });
  const now = totals({ in: { push: { total: 1 } } });
  assert.equal(received("push", base(before, now), now), 1);
});

test("a name that no topic can have is told at once", () => {
  assert.equal(topicError("a.b_c-1"), undefined);
  for (const wrong of ["", ".", "..", "a b", "ü", "x".repeat(250)]) assert.ok(topicError(wrong), wrong);
  assert.equal(messageError("x"), undefined);
  assert.ok(messageError("x".repeat(1001)));
});
