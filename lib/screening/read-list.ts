import { type CsvError, parse } from "csv-parse/sync";
import { refusal } from "../core/errors";
import type { EntryKind, ListEntry } from "./list-entry";
import { readRemarks } from "./read-remarks";

/** The files of a list in OFAC's published form: names, other names, addresses. */
export type ListFiles = { names: Uint8Array; aliases?: Uint8Array | undefined; addresses?: Uint8Array | undefined };
export type ListFile = "names" | "aliases" | "addresses";
type LineProblem = keyof typeof lineProblems;

const fileWords: Record<ListFile, string> = { names: "names", aliases: "other names", addresses: "addresses" };

/** What can be wrong with a line, in the middle of a sentence. */
const lineProblems = {
  columns: "does not have the columns of this file",
  number: "does not begin with the number of an entry",
  no_name: "names nobody",
  kind: "names a kind of entry that is not known here",
  twice: "repeats the number of an earlier line",
  unknown: "belongs to an entry that is not in the file of names",
  quotes: "has a quotation mark in the wrong place",
  characters: "holds characters that are no text",
  long: "is too long",
} as const;

/**
 * Reads a list as the US Treasury publishes it (SDN.CSV, ALT.CSV, ADD.CSV), with or without a line of headings.
 * Refuses `list_line` with the file, its line and what is wrong with it, and `list_empty`.
 */
export function readList(files: ListFiles): ListEntry[] {
  const entries = new Map<string, ListEntry>();
  for (const { line, cells } of rowsOf("names", files.names, NAME_COLUMNS)) {
    const [ref = "", name = "", type = "", program = ""] = cells;
    if (name === "") throw wrongLine("names", line, "no_name");
    if (entries.has(ref)) throw wrongLine("names", line, "twice");
    const told = readRemarks(cells.at(-1) ?? "");
    const kind = kinds[type.toLowerCase()];
    if (!kind) throw wrongLine("names", line, "kind");
    entries.set(ref, { ref, kind, name, aliases: [], program, ...told });
  }
  if (entries.size === 0) throw refusal("list_empty");
  const entryOf = (file: ListFile, line: number, ref: string): ListEntry => {
    const entry = entries.get(ref);
    if (!entry) throw wrongLine(file, line, "unknown");
    return entry;
  };
  for (const { line, cells } of rowsOf("aliases", files.aliases, ALIAS_COLUMNS)) {
    const alias = cells[3] ?? "";
    if (alias === "") throw wrongLine("aliases", line, "no_name");
    addOnce(entryOf("aliases", line, cells[0] ?? "").aliases, alias);
  }
  for (const { line, cells } of rowsOf("addresses", files.addresses, ADDRESS_COLUMNS)) {
    const country = cells[4] ?? "";
    const { countries } = entryOf("addresses", line, cells[0] ?? "");
    if (country !== "") addOnce(countries, country);
  }
  return [...entries.values()];
}

const NAME_COLUMNS = 12;
const ALIAS_COLUMNS = 5;
const ADDRESS_COLUMNS = 6;
/** More characters than this in one line are no line of such a list. */
const LONGEST_LINE = 20_000;

/** What the publisher calls what it names; of an organisation it says nothing. */
const kinds: Readonly<Record<string, EntryKind>> = {
  "": "organisation",
  entity: "organisation",
  individual: "individual",
  vessel: "vessel",
  aircraft: "aircraft",
};

type Row = { line: number; cells: string[] };

function rowsOf(file: ListFile, bytes: Uint8Array | undefined, columns: number): Row[] {
  if (bytes === undefined) return [];
  const rows = parsed(file, textOf(file, bytes));
  return rows.flatMap(({ record, info }, index) => {
    const line = info.lines;
    const cells = record.map((cell) => (cell.trim() === NOTHING ? "" : cell.trim()));
    if (record.length === 1 && (cells[0] === "" || cells[0] === END_OF_FILE)) return [];
    if (index === 0 && cells[0]?.toLowerCase() === "ent_num") return [];
    if (cells.length !== columns) throw wrongLine(file, line, "columns");
    if (!/^\d{1,10}$/.test(cells[0] ?? "")) throw wrongLine(file, line, "number");
    return [{ line, cells }];
  });
}

const READ = { info: true, relax_column_count: true, max_record_size: LONGEST_LINE, skip_empty_lines: true } as const;

/** How the published files say that a column is empty, and where they end. */
const NOTHING = "-0-";
const END_OF_FILE = "\u001a";

function parsed(file: ListFile, text: string): { record: string[]; info: { lines: number } }[] {
  try {
    // The package's types know nothing of what `info` adds.
    return parse(text, READ) as unknown as { record: string[]; info: { lines: number } }[];
  } catch (error) {
    const { code, lines } = error as CsvError & { lines?: number };
    throw wrongLine(file, lines ?? 1, code === "CSV_MAX_RECORD_SIZE" ? "long" : "quotes");
  }
}

/** UTF-8, or the Windows letters of older files. What neither would hold is no text. */
function textOf(file: ListFile, bytes: Uint8Array): string {
  const text = decoded(bytes);
  const at = text.search(NO_TEXT);
  if (at >= 0) throw wrongLine(file, text.slice(0, at).split("\n").length, "characters");
  return text;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const NO_TEXT = /[\u0000-\u0008\u000b\u000c\u000e-\u0019\u001b-\u001f\u007f\ufffe\uffff]/;

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

function addOnce(to: string[], one: string): void {
  if (!to.includes(one)) to.push(one);
}

function wrongLine(file: ListFile, line: number, problem: LineProblem) {
  return refusal("list_line", { file: fileWords[file], line, problem: lineProblems[problem] }, file);
}
