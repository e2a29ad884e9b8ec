import assert from "node:assert/strict";
import { test } from "node:test";
import { bodyOf, commandOf, curlOf, type Draft, judged, NOTHING, pretty, wrong } from "../../main/console/produce/draft.ts";
import { added, batchOf } from "../../main/console/produce/pace.ts";

const RIDE: Draft = { ...NOTHING, topic: "rides", key: "42", value: '{"id":42}' };

test("only what is said is sent", () => {
  assert.deepEqual(bodyOf(RIDE), { key: "42", value: '{"id":42}' });
  assert.deepEqual(bodyOf({ ...RIDE, partition: "3", acks: "journal", headers: [{ name: "", value: "x" }, { name: "h", value: "" }] }), { key: "42", partition: 3, headers: [{ name: "h", value: "" }], value: '{"id":42}', acks: "journal" });
  assert.deepEqual(bodyOf({ ...RIDE, tombstone: true }), { key: "42", tombstone: true });
});

test("an empty value is a value", () => {
  assert.deepEqual(bodyOf({ ...NOTHING, topic: "rides" }), { value: "" });
});

test("what keeps a message from being sent is told", () => {
  assert.equal(wrong(RIDE), undefined);
  assert.match(wrong(NOTHING) ?? "", /topic/);
  assert.match(wrong({ ...RIDE, partition: "x" }) ?? "", /no number/);
  assert.match(wrong({ ...RIDE, count: "10001" }) ?? "", /10,000/);
  assert.match(wrong({ ...RIDE, rate: "0" }) ?? "", /1,000 a second/);
});

test("only what looks like JSON is judged as such", () => {
  assert.equal(judged("hello").kind, "text");
  assert.equal(judged(' [1, "a"]').kind, "json");
  assert.equal(judged('{"a":').kind, "broken");
});

test("indenting leaves numbers and strings as they are", () => {
  assert.equal(pretty('{"id":9007199254740993,"n":1.10,"t":"a, {b}: \\" c","e":{ },"l":[1,2]}'), '{\n  "id": 9007199254740993,\n  "n": 1.10,\n  "t": "a, {b}: \\" c",\n  "e": {},\n  "l": [\n    1,\n    2\n  ]\n}');
  assert.equal(pretty("no json"), "no json");
});

test("curl gets the address beneath any path, and the body in one word", () => {
  assert.equal(curlOf(RIDE, "https://h/gw/console/#/topics"), `curl https://h/gw/api/topics/rides/messages -H 'X-Weir: 1' -H 'Content-Type: application/json' -d '{"key":"42","value":"{\\"id\\":42}"}'`);
  assert.match(curlOf(RIDE, "https://h/console/", true), /^curl -H "X-Api-Key: \$\(cat weir.key\)" https:/);
});

test("the command is as simple as the message", () => {
  assert.equal(commandOf({ ...RIDE, value: "hello", headers: [{ name: "h", value: "x y" }] }), "echo hello | weir produce rides -k 42 -H 'h=x y' --via gateway");
  assert.equal(commandOf({ ...RIDE, value: "x", headers: [{ name: "h", value: "/wE=", valueFormat: "base64" }, { name: "n", value: null }] }), `echo '{"key":"42","value":"x","headers":[{"key":"h","value":{"base64":"/wE="}},{"key":"n","value":null}]}' | weir produce rides -i jsonl --via gateway`);
  assert.equal(commandOf({ ...RIDE, value: "a\nb" }), `printf '%s\\n' '{"key":"42","value":"a\\nb"}' | weir produce rides -i jsonl --via gateway`);
  assert.equal(commandOf({ ...RIDE, tombstone: true, acks: "memory" }), `echo '{"key":"42","value":null}' | weir produce rides -i jsonl --via gateway --acks 0`);
  assert.equal(commandOf({ ...RIDE, value: "x", count: "500", rate: "50" }), "yes x | head -n 500 | weir produce rides -k 42 --rate 50/s --via gateway");
});

test("calls are sized so that they keep to the rate", () => {
  assert.equal(batchOf(1000, 10_000), 200);
  assert.equal(batchOf(2, 10), 1);
  assert.equal(batchOf(1000, 7), 7);
});

test("what several calls sent is added up, with the place of the last", () => {
  const first = { sent: 2, failed: 1, level: "kafka" as const, partition: 0, offset: "5" };
  assert.deepEqual(added(first, { sent: 3, failed: 0, level: "kafka", partition: 1, offset: "9" }), { sent: 5, failed: 1, level: "kafka", partition: 1, offset: "9" });
});
