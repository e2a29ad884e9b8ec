import assert from "node:assert/strict";
import { test } from "node:test";
import { cliFor, curlFor } from "../../main/console/messages/commands.ts";
import { eventReader } from "../../main/console/messages/events.ts";
import { kindOf, readOffset, readTime, timeSeen, writtenFrom } from "../../main/console/messages/from.ts";
import { bytesOf, hexLines } from "../../main/console/messages/hex.ts";
import { parseJson, pretty } from "../../main/console/kit/json.ts";
import { isText, type Message } from "../../main/console/messages/message.ts";
import { withNewest } from "../../main/console/messages/ring.ts";
import { finds, oneLine, parseSearch, pieces, wordsFor } from "../../main/console/messages/search.ts";

const text = (value: string) => ({ as: "text", text: value, bytes: value.length });
const message: Message = {
  partition: 3,
  offset: "7",
  time: 0,
  timestampType: "createtime",
  key: text("ride-42"),
  value: text('{"state":"PAID","city":"Oslo"}'),
  headers: [{ name: "Type", text: "card" }],
};

test("a search finds what has all its words, where it says", () => {
  const found = (search: string) => finds(parseSearch(search), message);
  assert.ok(found(""));
  assert.ok(found("paid oslo"));
  assert.ok(found('value:"state":'));
  assert.ok(found("key:42 p:3"));
  assert.ok(found("h.type:CARD"));
  assert.ok(found("h.type:"));
  assert.ok(found("card"));
  assert.ok(!found("p:4"));
  assert.ok(!found("key:oslo"));
  assert.ok(!found("h.state:"));
  assert.ok(!found("paid bergen"));
});

test("found words are marked, and shown also where they are far inside", () => {
  assert.deepEqual(pieces("a Paid b", ["paid"]), [
    { text: "a ", found: false },
    { text: "Paid", found: true },
    { text: " b", found: false },
  ]);
  assert.deepEqual(wordsFor(parseSearch("x key:y value:z p:1"), "key"), ["x", "y"]);
  assert.equal(oneLine("{\n  1\n}", []), "{ 1 }");
  assert.match(oneLine(`${"-".repeat(500)}oslo`, ["oslo"]), /^…-{16}oslo$/);
  assert.equal(oneLine('{"state":"paid","city":"Oslo"}', ["oslo"], true), '…"city":"Oslo"}');
});

test("a beginning is read as a person writes it", () => {
  const now = new Date(2026, 0, 31, 12, 0, 0);
  assert.equal(readOffset("1,204,551"), "offset:1204551");
  assert.equal(readOffset("3:17"), "3:17");
  assert.equal(readOffset("three"), undefined);
  assert.equal(readTime("10:42", now), new Date(2026, 0, 31, 10, 42).toISOString());
  assert.equal(readTime("13:00:05", now), new Date(2026, 0, 30, 13, 0, 5).toISOString());
  assert.equal(readTime("2026-01-02", now), new Date(2026, 0, 2).toISOString());
  assert.equal(readTime("soon", now), undefined);
  assert.equal(kindOf("3:17"), "offset");
  assert.equal(kindOf("-1h"), "-1h");
  assert.equal(kindOf("2026-01-31T10:42:00.000Z"), "time");
  assert.equal(writtenFrom(new Date(2026, 0, 31, 10, 42).toISOString()), "2026-01-31 10:42:00");
});

test("events come out whole, however they were cut", () => {
  const read = eventReader();
  assert.deepEqual(read(":\n\nevent: open\nda"), []);
  assert.deepEqual(read('ta: {"a":1}\n'), []);
  assert.deepEqual(read("\n"), [{ name: "open", data: '{"a":1}' }]);
});

test("the ring has the newest first and no more than fit", () => {
  assert.deepEqual(withNewest([2, 1], [3, 4], 3), [4, 3, 2]);
  assert.deepEqual(withNewest([1], [2, 3, 4, 5], 3), [5, 4, 3]);
});

test("JSON is laid out with each number as it was", () => {
  const node = parseJson('{"id":9007199254740993.10,"a":[],"b":[1,{"c":"x, y"}]}');
  assert.ok(node);
  assert.equal(pretty(node), '{\n  "id": 9007199254740993.10,\n  "a": [],\n  "b": [\n    1,\n    {\n      "c": "x, y"\n    }\n  ]\n}');
  assert.equal(parseJson("{"), undefined);
  assert.equal(parseJson(`${"[".repeat(300)}${"]".repeat(300)}`), undefined);
});

test("bytes are laid out as hex", () => {
  assert.equal(hexLines(bytesOf("eyJpZCI6NDJ9"), 100, 16), '00000000  7b 22 69 64 22 3a 34 32  7d                       |{"id":42}|');
  assert.equal(hexLines(bytesOf("eyJpZCI6NDJ9"), 8, 8), '00000000  7b 22 69 64 22 3a 34 32  |{"id":42|');
});

test("commands name the message, quoted where a shell needs it", () => {
  assert.equal(cliFor("rides", "3:7"), "weir consume rides -p 3 --from 7 -n 1");
  assert.equal(curlFor("http://a:1/api/", "rides", "3:7"), "curl http://a:1/api/topics/rides/messages/3/7");
  assert.equal(curlFor("http://a:1/api/", "rides", "3:7", true), 'curl -H "X-Api-Key: $(cat weir.key)" http://a:1/api/topics/rides/messages/3/7');
});

test("headers that a field of text would change are told apart", () => {
  assert.equal(isText({ name: "text", text: "Zürich", base64: "WsO8cmljaA==" }), true);
  assert.equal(isText({ name: "bytes", text: "\uFFFD\u0001", base64: "/wE=" }), false);
  assert.equal(isText({ name: "none", text: null }), false);
});

test("a time has its day where that is not today, and its year where that is another", () => {
  const now = new Date(2026, 10, 22, 10, 42);

  assert.equal(timeSeen(new Date(2026, 10, 22, 0, 0, 7, 9), now), "00:00:07.009");
  assert.equal(timeSeen(new Date(2026, 10, 21, 23, 59, 59), now), "11-21 23:59:59");
  assert.equal(timeSeen(new Date(2026, 9, 22, 10, 42), now), "10-22 10:42:00");
  assert.equal(timeSeen(new Date(2024, 10, 22, 10, 42, 7), now), "2024-11-22 10:42");
});
