import { expect, it } from "vitest";
import { canariesIn } from "../../scripts/lib/canary.mjs";
import { customerPassword } from "../../scripts/seed/people.mjs";

it.each([
  ["the hash of a password", "p1$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA"],
  ["an encrypted field", '{"cipher":"v1.k1.AAAA.BBBB.CCCC"}'],
  ["a stranger's IBAN", "refused AT98 1999 9000 0100 0000"],
  ["the same without spaces", "refused AT981999900001000000"],
  ["the number of a document", "passport AT4410007 was seen"],
  ["a person", "Amina Okafor was not found"],
  ["an address", "bounced from amina@example.com"],
  ["a password", `tried ${customerPassword}`],
  ["a session", "cookie bank.sid=abc"],
])("control 5: the server's output is searched for %s", (_, line) => {
  expect(canariesIn(`ready\n${line}\nready`)).toHaveLength(1);
});

it("control 5: what the server has to say of itself is none of it", () => {
  const said = [
    '{"level":50,"time":"2026-11-23T10:00:00.000Z","reference":"01a211e6-eb69-776c-b287-02e157a486af","path":"/accounts/01a211e6-eb69-776c-b287-02e157a486af/deposit","error":{"name":"Error","at":["at a (file:///app/.next/server/chunks/1.js:1:2)"]}}',
    "SyntaxError: Expected property name or '}' in JSON at position 1",
    'Error: Failed to find Server Action "7f00000000000000000000000000000000000000000".',
  ];
  expect(canariesIn(said.join("\n"))).toEqual([]);
});
