import { describe, expect, it } from "vitest";
import { isBankError } from "@/lib/core/errors";
import { readList } from "@/lib/screening/read-list";
import { publishedAddresses, publishedAliases, publishedNames, spoiledFiles } from "../../vectors/screening-list";

const bytes = (text: string | Buffer) => Buffer.from(text as string);
const files = {
  names: bytes(publishedNames),
  aliases: bytes(publishedAliases),
  addresses: bytes(publishedAddresses),
};

const sentenceOf = (act: () => unknown): string | null => {
  try {
    act();
    return null;
  } catch (error) {
    if (!isBankError(error)) throw error;
    return error.sentence;
  }
};

describe("a list as it is published", () => {
  it("is read with other names, dates, countries and numbers", () => {
    const [first, second, third, vessel, last] = readList(files);
    expect(first).toEqual({
      ref: "7101",
      kind: "individual",
      name: "VARGANOV, Timur Edvardovich",
      aliases: ["VARGANOFF, Timour", "Тимур Варганов"],
      birthDates: ["1961-03-04", "1962"],
      countries: ["Uzbekistan"],
      identifiers: ["Passport AB1234567 (Uzbekistan)"],
      program: "SDGT",
    });
    expect(second).toMatchObject({ birthDates: ["1970"], countries: ["Jordan"], aliases: [] });
    expect(third).toMatchObject({ kind: "organisation", identifiers: ["Registration Number 99812 (Malta)"] });
    expect(vessel).toMatchObject({ kind: "vessel", name: "SEA LANTERN", countries: [] });
    expect(last).toMatchObject({ name: 'OKONJO, Festus "Fess"', birthDates: ["1958-01-01/1959-12-31"] });
  });

  it("may come without its other files, with a mark at its start, and in the letters of older files", () => {
    expect(readList({ names: bytes(`\ufeff${publishedNames}`) })).toHaveLength(5);
    const older = readList({ names: Buffer.from(publishedNames.replace("OKONJO", "OKOÑJO"), "latin1") });
    expect(older.at(-1)?.name).toBe('OKOÑJO, Festus "Fess"');
  });
});

describe("bad input 46 and 48: a file that is no such list", () => {
  it.each(spoiledFiles)("is refused with its line: %s", (_, file, text, told) => {
    expect(sentenceOf(() => readList({ ...files, [file]: bytes(text) }))).toMatch(told);
  });

  it("is refused when it names nobody", () => {
    expect(sentenceOf(() => readList({ names: bytes("\r\n") }))).toMatch(/has no entry/);
  });
});
