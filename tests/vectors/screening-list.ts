/**
 * A list in the form in which the US Treasury publishes its own (SDN.CSV, ALT.CSV, ADD.CSV): the columns, the `-0-` for
 * nothing, the remarks. Nobody in it exists.
 */
const lines = (...text: string[]) => `${text.join("\r\n")}\r\n`;

export const publishedNames = lines(
  '7101,"VARGANOV, Timur Edvardovich",individual,SDGT,-0-,-0-,-0-,-0-,-0-,-0-,-0-,"DOB 04 Mar 1961; alt. DOB 1962; POB Tashkent, Uzbekistan; nationality Uzbekistan; Passport AB1234567 (Uzbekistan); Gender Male."',
  '7102,"AL-KHARSANI, Nadim",individual,SDGT,Director,-0-,-0-,-0-,-0-,-0-,-0-,"DOB circa 1970; citizen Jordan; a.k.a. \'ABU NADIM\'."',
  '7103,"QUESTOR MARITIME TRADING LTD",-0-,SDNTK,-0-,-0-,-0-,-0-,-0-,-0-,-0-,"Registration Number 99812 (Malta)."',
  '7104,"SEA LANTERN",vessel,IRAN,-0-,9HXY7,Tanker,-0-,-0-,Malta,-0-,-0-',
  '7105,"OKONJO, Festus ""Fess""",individual,SDNTK,-0-,-0-,-0-,-0-,-0-,-0-,-0-,"DOB 01 Jan 1958 to 31 Dec 1959."',
  "\u001a",
);

export const publishedAliases = lines(
  "ent_num,alt_num,alt_type,alt_name,alt_remarks",
  '7101,9001,aka,"VARGANOFF, Timour",-0-',
  '7101,9002,fka,"Тимур Варганов",-0-',
  '7103,9003,aka,"QUESTOR SHIPPING",-0-',
);

export const publishedAddresses = lines(
  '7101,5001,"12 Navoi Street",Tashkent,Uzbekistan,-0-',
  "7102,5002,-0-,Amman,Jordan,-0-",
  "7103,5003,-0-,Valletta,Malta,-0-",
  "7104,5004,-0-,-0-,-0-,-0-",
);

/** Files that cannot be read, the file, and what is said of which line. */
export const spoiledFiles: readonly [name: string, file: "names" | "aliases" | "addresses", text: string | Buffer, told: RegExp][] = [
  ["a page of the web", "names", "<!doctype html>\n<html><body>Not found</body></html>", /^Line 1 of the file of names does not have the columns/],
  ["a column too few", "names", lines('7101,"A, B",individual,X,-0-,-0-,-0-,-0-,-0-,-0-,-0-'), /^Line 1 .* does not have the columns/],
  ["no number", "names", lines('7101,"A, B",individual,X,-0-,-0-,-0-,-0-,-0-,-0-,-0-,-0-', 'x1,"A, B",individual,X,-0-,-0-,-0-,-0-,-0-,-0-,-0-,-0-'), /^Line 2 .* does not begin with the number/],
  ["nobody", "names", lines("7101,-0-,individual,X,-0-,-0-,-0-,-0-,-0-,-0-,-0-,-0-"), /^Line 1 .* names nobody/],
  ["a kind of entry that is not known here", "names", publishedNames.replace(",vessel,", ",cryptocurrency,"), /^Line 4 .* names a kind of entry that is not known here/],
  ["a number twice", "names", publishedNames.replace("7102,", "7101,"), /^Line 2 .* repeats the number/],
  ["a quotation mark left open", "names", publishedNames.replace('"SEA LANTERN"', '"SEA LANTERN'), /^Line \d .* has a quotation mark/],
  ["a program file", "names", Buffer.from([0x4d, 0x5a, 0, 1, 2, 3, 0, 0]), /^Line 1 .* holds characters that are no text/],
  ["control characters", "names", publishedNames.replace("SEA LANTERN", "SEA\u0007LANTERN"), /^Line 4 .* holds characters that are no text/],
  ["a line without end", "names", `7101,"${"A".repeat(30_000)}",individual,X,-0-,-0-,-0-,-0-,-0-,-0-,-0-,-0-`, /^Line 1 .* is too long/],
  ["a name of somebody unknown", "aliases", `${publishedAliases}7999,9004,aka,"NOBODY",-0-\r\n`, /^Line 5 of the file of other names belongs to an entry/],
  ["addresses in the place of other names", "aliases", publishedAddresses, /^Line 1 of the file of other names does not have the columns/],
  ["a country of somebody unknown", "addresses", '7999,1,-0-,-0-,Malta,-0-', /^Line 1 of the file of addresses belongs to an entry/],
]; // biome-ignore format: one file a line
