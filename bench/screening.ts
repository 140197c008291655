// 1,000 names against a list of 20,000: the index beside a plain scan with the same comparison, same results. [--names=N]
// Needs nothing beforehand, and no database.
import { compareNames, SAME_NAME } from "@/lib/screening/compare-names";
import { nameIndex } from "@/lib/screening/name-index";
import { readName } from "@/lib/screening/read-name";
import { nameMaker } from "./load/names";

const BAR = 20;
const asked = process.argv.find((arg) => arg.startsWith("--names="))?.slice(8);
const names = Number.parseInt(asked ?? "1000", 10);
const [listName, customerName] = [nameMaker(1), nameMaker(2)];
const list = Array.from({ length: 20_000 }, (_, id) => ({ id, name: listName() }));
const customers = Array.from({ length: names }, (_, at) =>
  at % 20 === 0 ? slip(list[at * 7]?.name ?? "", at) : customerName(),
);

const started = performance.now();
const index = nameIndex(list);
const built = performance.now();
const fast = customers.map((name) =>
  index
    .search(name)
    .map(({ id }) => id)
    .sort((a, b) => a - b),
);
const indexed = performance.now();
const reads = list.map(({ name }) => readName(name));
const scanStarted = performance.now();
const plain = customers.map((name) => {
  const query = readName(name);
  return reads.flatMap((read, id) => (compareNames(query, read).score >= SAME_NAME ? [id] : []));
});
const scanned = performance.now();

const same = JSON.stringify(fast) === JSON.stringify(plain);
const [byIndex, byScan] = [indexed - started, scanned - scanStarted];
console.log(
  `${names} names against ${list.length}: ${plain.flat().length} hits, results ${same ? "the same" : "DIFFERENT"}`,
);
console.log(
  `index ${(byIndex / 1000).toFixed(2)} s (of it building ${((built - started) / 1000).toFixed(2)} s), plain scan ${(byScan / 1000).toFixed(2)} s`,
);
console.log(`${(byScan / byIndex).toFixed(1)} times as fast (bar ${BAR})`);
process.exitCode = same && byScan / byIndex >= BAR ? 0 : 1;

/** The name with one letter left out, as a typo would. */
function slip(name: string, at: number): string {
  const where = 1 + (at % Math.max(1, name.length - 2));
  return name.slice(0, where) + name.slice(where + 1);
}
