import { readFile } from "node:fs/promises";
import { join } from "node:path";
import anyAscii from "any-ascii";
import * as fontkit from "fontkit";
import PDFDocument from "pdfkit";
import { describeMovement } from "../accounts/load-movement";
import type { StatementRow } from "../accounts/statement";
import type { Currency } from "../core/currencies";
import { type BusinessDate, formatDate } from "../core/dates";
import { formatIban } from "../core/iban";
import { formatMinor } from "../core/money";
import { type AccountStatement, statementNumber } from "./account-statement";

type Pdf = PDFKit.PDFDocument;
type Fonts = { regular: Buffer; strong: Buffer; written: (text: string) => string };

const PAGE = { width: 595.28, height: 841.89, margin: 48 };
const INK = "#15212b";
const QUIET = "#4a5661";
const RULE = "#d9d4c7";
/** Left edge and width of each column of the table. */
const COLUMNS = {
  date: [PAGE.margin, 62],
  text: [PAGE.margin + 68, 208],
  out: [PAGE.margin + 280, 68],
  in: [PAGE.margin + 352, 68],
  balance: [PAGE.margin + 424, 75],
} as const;
const FOOT = PAGE.height - PAGE.margin - 24;
const RIGHT = { align: "right" } as const;

/** Draws a statement as a tagged PDF: who, which account, the control totals, every movement, and page x of y. */
export async function statementPdf(statement: AccountStatement, printedOn: BusinessDate): Promise<Buffer> {
  const fonts = await plex();
  const title = `Account statement ${statementNumber(statement.period)}`;
  const pdf = new PDFDocument({
    size: "A4",
    margin: PAGE.margin,
    pdfVersion: "1.7",
    tagged: true,
    lang: "en-GB",
    displayTitle: true,
    bufferPages: true,
    info: { Title: title, Author: statement.bank.name, CreationDate: new Date(`${printedOn}T00:00:00Z`) },
  });
  pdf.registerFont("regular", fonts.regular).registerFont("strong", fonts.strong);
  const parts: Buffer[] = [];
  pdf.on("data", (part: Buffer) => parts.push(part));
  const whole = new Promise<Buffer>((resolve) => pdf.on("end", () => resolve(Buffer.concat(parts))));
  drawHead(pdf, statement, fonts, { title, printedOn });
  await drawTable(pdf, statement, fonts);
  drawFeet(pdf, statement);
  pdf.end();
  return whole;
}

let loaded: Promise<Fonts> | undefined;

/** The bank's own letters. What they do not have is written in Latin letters, so that nothing is left out. */
function plex(): Promise<Fonts> {
  loaded ??= (async () => {
    const file = (name: string) => readFile(join(process.cwd(), "node_modules/@expo-google-fonts/ibm-plex-sans", name));
    const [regular, strong] = await Promise.all([
      file("400Regular/IBMPlexSans_400Regular.ttf"),
      file("600SemiBold/IBMPlexSans_600SemiBold.ttf"),
    ]);
    const font = fontkit.create(regular) as fontkit.Font;
    const has = (letter: string) => font.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0);
    const written = (text: string) =>
      [...text.normalize("NFC")].map((letter) => (has(letter) ? letter : anyAscii(letter))).join("");
    return { regular, strong, written };
  })();
  return loaded;
}

function drawHead(
  pdf: Pdf,
  { account, period, bank, ...totals }: AccountStatement,
  { written }: Fonts,
  { title, printedOn }: { title: string; printedOn: BusinessDate },
): void {
  const { currency } = account;
  const root = pdf.struct("Sect");
  pdf.addStructure(root);
  const say = (kind: "H1" | "P", text: string, draw: (text: string) => void) =>
    root.add(pdf.struct(kind, {}, () => draw(text)));
  say("P", `${written(bank.name)} · ${bank.bic}`, (text) => plain(pdf).fillColor(QUIET).text(text));
  say("H1", title, (text) => pdf.font("strong").fontSize(20).fillColor(INK).text(text).moveDown(0.4));
  for (const line of [
    account.owners.map(({ name }) => written(name)).join(", "),
    `${written(account.product)}, IBAN ${formatIban(account.iban)}, ${currency}`,
    `${formatDate(period.from)} to ${formatDate(period.to)}${totals.final ? "" : ", so far: the last day is not closed yet"}`,
    `Printed on ${formatDate(printedOn)}`,
  ])
    say("P", line, (text) => plain(pdf).text(text));
  pdf.moveDown();
  for (const [term, minor] of [
    ["Opening balance", totals.openingMinor],
    ["Paid in", totals.paidInMinor],
    ["Paid out", -totals.paidOutMinor],
    ["Closing balance", totals.closingMinor],
  ] as const) {
    const { y } = pdf;
    say("P", `${term} ${formatMinor(minor, currency)}`, () => {
      pdf
        .font(term.endsWith("balance") ? "strong" : "regular")
        .fontSize(10)
        .fillColor(INK);
      pdf.text(term, PAGE.margin, y, { width: 160 });
      pdf.text(formatMinor(minor, currency), PAGE.margin + 160, y, { width: 110, ...RIGHT });
    });
  }
  root.end();
  pdf.x = PAGE.margin;
  pdf.moveDown(1.5);
}

const plain = (pdf: Pdf) => pdf.font("regular").fontSize(10).fillColor(INK);

/** Rows drawn before others get their turn: a long statement must not keep the counter waiting. */
const TURN = 40;

async function drawTable(
  pdf: Pdf,
  { rows, account: { currency } }: AccountStatement,
  { written }: Fonts,
): Promise<void> {
  const table = pdf.struct("Table");
  pdf.addStructure(table);
  drawColumns(pdf, table, currency);
  for (const [at, row] of rows.entries()) {
    if (at % TURN === TURN - 1) await new Promise(setImmediate);
    const cells = cellsOf(row, currency, written);
    const height = heightOf(pdf, cells);
    if (pdf.y + height > FOOT) {
      pdf.addPage();
      drawColumns(pdf, table, currency);
    }
    drawRow(pdf, table, "TD", cells, height);
  }
  table.end();
  if (rows.length === 0)
    pdf.addStructure(
      pdf.struct("P", {}, () => void plain(pdf).text("Nothing was booked in this period.", PAGE.margin)),
    );
}

type Cells = Record<keyof typeof COLUMNS, string>;

function cellsOf(row: StatementRow, currency: Currency, written: Fonts["written"]): Cells {
  const { text, note } = describeMovement(row.movement);
  const valued = row.valueDate === row.bookingDate ? "" : `\nvalue ${formatDate(row.valueDate)}`;
  return {
    date: `${formatDate(row.bookingDate)}${valued}`,
    text: `${written(note ? `${text} · ${note}` : text)}\n${row.reference}`,
    out: row.changeMinor < 0n ? formatMinor(-row.changeMinor, currency) : "",
    in: row.changeMinor < 0n ? "" : formatMinor(row.changeMinor, currency),
    balance: row.balanceMinor === null ? "" : formatMinor(row.balanceMinor, currency),
  };
}

function drawColumns(pdf: Pdf, table: PDFKit.PDFStructureElement, currency: Currency): void {
  const cells = {
    date: "Date",
    text: "Description and reference",
    out: `Paid out ${currency}`,
    in: `Paid in ${currency}`,
    balance: `Balance ${currency}`,
  };
  pdf.font("strong").fontSize(9);
  drawRow(pdf, table, "TH", cells, 12);
}

function heightOf(pdf: Pdf, cells: Cells): number {
  pdf.font("regular").fontSize(9);
  return Math.max(...columns().map(([name, [, width]]) => pdf.heightOfString(cells[name], { width })));
}

const columns = () => Object.entries(COLUMNS) as [keyof Cells, readonly [number, number]][];

function drawRow(pdf: Pdf, table: PDFKit.PDFStructureElement, kind: "TH" | "TD", cells: Cells, height: number): void {
  const line = pdf.struct("TR");
  table.add(line);
  const { y } = pdf;
  for (const [name, [x, width]] of columns()) {
    const side = name === "date" || name === "text" ? {} : RIGHT;
    line.add(
      pdf.struct(kind, {}, () => {
        pdf
          .font(kind === "TH" ? "strong" : "regular")
          .fontSize(9)
          .fillColor(INK);
        pdf.text(cells[name], x, y, { width, ...side });
      }),
    );
  }
  line.end();
  pdf.markContent("Artifact", { type: "Layout" });
  const under = y + height + 3;
  pdf
    .moveTo(PAGE.margin, under)
    .lineTo(PAGE.width - PAGE.margin, under)
    .lineWidth(kind === "TH" ? 1 : 0.5);
  pdf.strokeColor(kind === "TH" ? INK : RULE).stroke();
  pdf.endMarkedContent();
  pdf.x = PAGE.margin;
  pdf.y = under + 4;
}

function drawFeet(pdf: Pdf, { account, period }: AccountStatement): void {
  const { count } = pdf.bufferedPageRange();
  for (let at = 0; at < count; at += 1) {
    pdf.switchToPage(at);
    pdf.markContent("Artifact", { type: "Pagination" });
    // Below the margin no new page may begin.
    const { bottom } = pdf.page.margins;
    pdf.page.margins.bottom = 0;
    const line = `${formatIban(account.iban)} · statement ${statementNumber(period)} · page ${at + 1} of ${count}`;
    pdf.font("regular").fontSize(8).fillColor(QUIET);
    pdf.text(line, PAGE.margin, PAGE.height - PAGE.margin, { width: PAGE.width - 2 * PAGE.margin, align: "center" });
    pdf.page.margins.bottom = bottom;
    pdf.endMarkedContent();
  }
}
