import assert from "node:assert/strict";
import { test } from "node:test";
import { keepAsking } from "../../main/console/kit/asking.ts";

const soon = () => new Promise((done) => setTimeout(done, 0));

function slow() {
  const asked: { answer: (value: string) => void; signal: AbortSignal }[] = [];
  const came: string[] = [];
  const asking = keepAsking((signal) => new Promise<string>((answer) => asked.push({ answer, signal })), {
    begun: () => undefined,
    came: (value) => came.push(value),
    failed: () => undefined,
  });
  return { asked, came, asking };
}

test("an answer that takes longer than the pause between questions is shown", async () => {
  const { asked, came, asking } = slow();

  asking.again();
  asking.again();
  asking.again();
  asked[0]?.answer("late");
  await soon();

  assert.deepEqual(came, ["late"]);
  assert.equal(asked[0]?.signal.aborted, false);
});

test("who asks meanwhile is asked for once more, and not more often", async () => {
  const { asked, came, asking } = slow();

  asking.again();
  asking.again();
  asking.again();
  asked[0]?.answer("before");
  await soon();
  asked[1]?.answer("after");
  await soon();

  assert.deepEqual(came, ["before", "after"]);
  assert.equal(asked.length, 2);
});

test("what comes after the end is not told", async () => {
  const { asked, came, asking } = slow();

  asking.again();
  asking.again();
  asking.stop();
  asked[0]?.answer("too late");
  await soon();

  assert.deepEqual(came, []);
  assert.equal(asked.length, 1);
});
