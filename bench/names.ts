// Labelled pairs of names: precision and F1 of the name comparison. A JSON file of { pairs } by path.
// Needs a file of labelled pairs of names by path, and no database.
import { readFileSync } from "node:fs";
import { compareWritten, SAME_NAME } from "@/lib/screening/compare-names";

type LabelledPair = { query: string; candidate: string; is_match: boolean; evidence: string };

const path = process.argv.slice(2).find((arg) => !arg.startsWith("--"));
if (!path) {
  console.error("Give the path of a JSON file of labelled pairs: npm run bench -- names PATH");
  process.exit(1);
}
const { pairs } = JSON.parse(readFileSync(path, "utf8")) as { pairs: LabelledPair[] };
const judged = pairs.map((pair) => ({
  ...pair,
  found: compareWritten(pair.query, pair.candidate).score >= SAME_NAME,
}));
const strong = judged.filter(({ evidence, is_match }) => evidence === "STRONG" && is_match);
const clear = judged.filter(({ evidence }) => evidence !== "WEAK");
const all = figures(judged);
const ofClear = figures(clear);
console.log(`All ${judged.length} pairs: precision ${all.precision}, recall ${all.recall}, F1 ${all.f1}`);
console.log(`STRONG and MEDIUM: precision ${ofClear.precision}, recall ${ofClear.recall}, F1 ${ofClear.f1}`);
console.log(`STRONG positives found: ${strong.filter(({ found }) => found).length} of ${strong.length}`);
const bars: [string, boolean][] = [
  ["precision over all of at least 0.9", Number(all.precision) >= 0.9],
  ["F1 on STRONG and MEDIUM of at least 0.85", Number(ofClear.f1) >= 0.85],
  ["every STRONG positive found", strong.every(({ found }) => found)],
];
for (const [bar, met] of bars) if (!met) console.error(`Missed: ${bar}`);
if (bars.some(([, met]) => !met)) process.exitCode = 1;

function figures(of: readonly { found: boolean; is_match: boolean }[]) {
  const hits = of.filter(({ found, is_match }) => found && is_match).length;
  const found = of.filter((pair) => pair.found).length;
  const real = of.filter(({ is_match }) => is_match).length;
  const [precision, recall] = [hits / found, hits / real];
  const three = (share: number) => share.toFixed(3);
  return {
    precision: three(precision),
    recall: three(recall),
    f1: three((2 * precision * recall) / (precision + recall)),
  };
}
