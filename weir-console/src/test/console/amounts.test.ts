import assert from "node:assert/strict";
import { test } from "node:test";
import { count, size } from "../../main/console/kit/amounts.ts";

test("a count is grouped", () => {
  assert.equal(count(8120441), "8,120,441");
});

test("bytes are told in the largest unit that fits", () => {
  assert.equal(size(10 * 2 ** 30), "10.0 GiB");
  assert.equal(size(999), "999 B");
  assert.equal(size(1_234_567), "1.2 MiB");
  assert.equal(size(123_456_789), "118 MiB");
});
