import assert from "node:assert/strict";
import { test } from "node:test";
import { hasAllTopics, lacking, may, type Role, rights, type Session } from "../../main/console/app/rights.ts";

function session(...roles: Role[]): Session {
  return { name: "ann", roles, topics: ["*"], login: true };
}

test("who operates may do everything, and others what their roles say", () => {
  assert.ok(may(session("operate"), "read") && may(session("operate"), "produce"));
  assert.ok(!may(session("read"), "produce"));
  assert.ok(!may(session("produce"), "read"));
});

test("what one may not do says what it takes", () => {
  assert.equal(lacking(session("read"), "operate"), "Your role is read. This needs the role operate.");
  assert.equal(lacking(session("read", "produce"), "operate"), "Your roles are read and produce. This needs the role operate.");
  assert.equal(lacking(session("read"), "produce"), "Your role is read. This needs the role produce.");
  assert.equal(lacking(session("read", "produce"), "produce"), undefined);
});

test("what one may is said in a few words", () => {
  assert.equal(rights(session("operate")), "may look and change");
  assert.equal(rights(session("read", "produce")), "may look and send");
  assert.equal(rights(session("produce")), "may send");
  assert.equal(rights(session("read")), "may look");
});

test("all topics are a star and nothing less", () => {
  assert.ok(hasAllTopics(session("read")));
  assert.ok(!hasAllTopics({ ...session("read"), topics: ["orders.*", "rides"] }));
});
