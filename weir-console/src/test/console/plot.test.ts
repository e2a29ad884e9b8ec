import assert from "node:assert/strict";
import { test } from "node:test";
import { plotOf } from "../../main/console/kit/plot.ts";

const most = (...values: (number | null)[]) => plotOf([{ name: "one", values }], values.map((_, i) => i * 1000), false).most;

test("half of an axis of whole things is a whole thing", () => {
  assert.equal(most(0, 1), 2);
  assert.equal(most(0, 0), 2);
  assert.equal(most(null, 3), 4);
  assert.equal(most(5, 1), 6);
  assert.equal(most(130, 1) % 2, 0);
});

test("an axis of parts goes as low as they do", () => {
  assert.equal(most(0.25, 0.35), 0.4);
});
