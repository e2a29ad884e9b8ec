import assert from "node:assert/strict";
import { test } from "node:test";
import { filtered, type Setting, written } from "../../main/console/config/settings.ts";

function setting(key: string, value: string, more: Partial<Setting> = {}): Setting {
  return { key, value, default: "", origin: "default", changed: false, secret: false, live: true, type: "text", meaning: "what for", ...more };
}

test("a filter finds words of the key, the value, the origin and the meaning", () => {
  const all = [setting("limits.memory", "256MB", { meaning: "bytes in Weir" }), setting("wal.mode", "always", { origin: "weir.yaml line 3", changed: true })];
  assert.deepEqual(filtered(all, "BYTES memory", false), [all[0]]);
  assert.deepEqual(filtered(all, "yaml", false), [all[1]]);
  assert.deepEqual(filtered(all, "", true), [all[1]]);
  assert.deepEqual(filtered(all, "bytes", true), []);
});

test("a setting is shown as the file, the environment and the command line have it", () => {
  assert.deepEqual(
    written(setting("limits.in-flight", "500")).map((one) => one.text),
    ["limits:\n  in-flight: 500", "WEIR_LIMITS_IN_FLIGHT=500", "--set limits.in-flight=500"],
  );
});

test("kafka's properties and a sink's name stay in one piece", () => {
  assert.equal(written(setting("kafka.request.timeout.ms", "5"))[0]?.text, "kafka:\n  request.timeout.ms: 5");
  assert.equal(written(setting("sinks.far.linger.ms", "7"))[0]?.text, "sinks:\n  far:\n    linger.ms: 7");
  assert.equal(written(setting("data", "data"))[0]?.text, "data: data");
});

test("an entry of a list is shown in the file alone", () => {
  assert.deepEqual(written(setting("routes.1.to", "kafka,copy")), [{ where: "In the file, in entry 2 of routes", text: "to: kafka,copy" }]);
});

test("what a shell or YAML would take for something else is quoted", () => {
  const texts = written(setting("listen.http", "[::1]:80 it's")).map((one) => one.text);
  assert.deepEqual(texts, ['listen:\n  http: "[::1]:80 it\'s"', "WEIR_LISTEN_HTTP='[::1]:80 it'\\''s'", "--set 'listen.http=[::1]:80 it'\\''s'"]);
});

test("a secret is left out", () => {
  assert.equal(written(setting("kafka.ssl.key.password", "•••• (set)", { secret: true }))[1]?.text, "WEIR_KAFKA_SSL_KEY_PASSWORD=…");
});
