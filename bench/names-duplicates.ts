// Labelled customers with duplicates: recall and precision of the duplicate check. A CSV file in Febrl's form by path.
import { readFileSync } from "node:fs";
import { LIKELY_SAME, type PersonFacts, personLikeness } from "@/lib/customers/likeness";

const path = process.argv.slice(2).find((arg) => !arg.startsWith("--"));
if (!path) {
  console.error("Give the path of a CSV file: npm run bench -- names-duplicates PATH");
  process.exit(1);
}
const [head = "", ...lines] = readFileSync(path, "utf8").trim().split(/\r?\n/);
const columns = head.split(",").map((name) => name.trim());
const people = lines.map((line) => person(line.split(",").map((cell) => cell.trim())));
let found = 0;
let hits = 0;
let real = 0;
for (const [at, left] of people.entries()) {
  for (const right of people.slice(at + 1)) {
    const same = left.who === right.who;
    const likely = personLikeness(left.facts, right.facts).score >= LIKELY_SAME;
    if (same) real++;
    if (likely) found++;
    if (same && likely) hits++;
  }
}
console.log(`${people.length} records, ${real} pairs of one person, ${found} called likely`);
console.log(`recall ${(hits / real).toFixed(4)}, precision ${(hits / found).toFixed(4)}`);

/** `rec-12-org` and `rec-12-dup-0` are the same person. */
function person(cells: string[]): { who: string; facts: PersonFacts } {
  const cell = (name: string) => cells[columns.indexOf(name)] || null;
  return {
    who: (cell("rec_id") ?? "").split("-").slice(0, 2).join("-"),
    facts: {
      fullName: [cell("given_name"), cell("surname")].filter(Boolean).join(" "),
      birthDate: cell("date_of_birth"),
      idNumber: cell("soc_sec_id"),
      phone: cell("phone_number"),
      email: null,
    },
  };
}
