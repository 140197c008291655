import { describe, expect, it } from "vitest";
import { nameMaker } from "@/bench/load/names";
import { compareNames, SAME_NAME } from "@/lib/screening/compare-names";
import { nameIndex } from "@/lib/screening/name-index";
import { readName } from "@/lib/screening/read-name";
import { namePairs } from "../../vectors/names";

describe("the index over names", () => {
  it("answers what comparing with every name answers", () => {
    const [made, asked] = [nameMaker(3), nameMaker(4)];
    const names = [...Array.from({ length: 250 }, made), ...namePairs.map(([left]) => left)];
    const list = names.map((name, id) => ({ id, name, read: readName(name) }));
    const index = nameIndex(list);
    for (const query of [
      ...Array.from({ length: 15 }, asked),
      ...namePairs.map(([, right]) => right.split("/")[0] ?? ""),
    ]) {
      const typed = readName(query);
      const plain = list.filter(({ read }) => compareNames(typed, read).score >= SAME_NAME).map(({ id }) => id);
      expect(
        index
          .search(query)
          .map(({ id }) => id)
          .sort((a, b) => a - b),
      ).toEqual(plain);
    }
  });

  it("answers the best name of each entry, the likeliest entry first", () => {
    const index = nameIndex([
      { id: "a", name: "Sergei Lavrof" },
      { id: "b", name: "Sergei Lavrov" },
      { id: "b", name: "Sergej Lavrow" },
    ]);
    expect(index.search("LAVROV Sergei").map(({ id, name }) => [id, name])).toEqual([
      ["b", "Sergei Lavrov"],
      ["a", "Sergei Lavrof"],
    ]);
    expect(index.search("Somebody Else")).toEqual([]);
    expect(nameIndex([]).search("Anybody")).toEqual([]);
  });
});
