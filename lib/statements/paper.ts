import { readFile } from "node:fs/promises";
import { join } from "node:path";
import anyAscii from "any-ascii";
import * as fontkit from "fontkit";
import PDFDocument from "pdfkit";
import { type BusinessDate, formatDate } from "../core/dates";

type Part = PDFKit.PDFStructureElement;
type Fonts = { regular: Buffer; strong: Buffer; written: (text: string) => string };

const PAGE = { width: 595.28, height: 841.89, margin: 48 };
const INK = "#15212b";
const QUIET = "#4a5661";
const RULE = "#d9d4c7";
const WIDTH = PAGE.width - 2 * PAGE.margin;
const FOOT = PAGE.height - PAGE.margin - 24;
const RIGHT = { align: "right" } as const;
/** Rows drawn before others get their turn: a long paper must not keep the counter waiting. */
const TURN = 40;
const TERM_WIDTH = 140;

/** A column of a table: its heading and its width in points. */
export type Column = { head: string; width: number; num?: true };

/** What is written on a paper that the bank hands out: a tagged A4 PDF in the bank's own letters, with page x of y. */
export type Paper = {
  /** The bank's line, the title, and the lines under it. */
  head: (bank: { name: string; bic: string }, lines: readonly string[]) => void;
  heading: (text: string) => void;
  say: (text: string) => void;
  /** Terms with what is known of them. */
  facts: (facts: readonly { term: string; value: string | null }[]) => void;
  /** Terms with amounts; `strong` ones are the ends of a sum. */
  sums: (sums: readonly { term: string; amount: string; strong?: boolean }[]) => void;
  /** `total` is the last row, under a single rule and over a double one. */
  table: (columns: readonly Column[], rows: Iterable<readonly string[]>, total?: readonly string[]) => Promise<void>;
  /** Lines to sign on, each with what is written under it. */
  signHere: (under: readonly string[]) => void;
  /** Writes the foot of every page and ends the paper. */
  end: (foot: string) => Promise<Buffer>;
};

/** Opens a paper of the bank. What its letters do not have is written in Latin ones, so that nothing is left out. */
export async function openPaper(title: string, author: string, printedOn: BusinessDate): Promise<Paper> {
  const fonts = await plex();
  const { written } = fonts;
  const pdf = new PDFDocument({
    size: "A4",
    margin: PAGE.margin,
    pdfVersion: "1.7",
    tagged: true,
    lang: "en-GB",
    displayTitle: true,
    bufferPages: true,
    info: { Title: title, Author: author, CreationDate: new Date(`${printedOn}T00:00:00Z`) },
  });
  pdf.registerFont("regular", fonts.regular).registerFont("strong", fonts.strong);
  const parts: Buffer[] = [];
  pdf.on("data", (part: Buffer) => parts.push(part));
  const whole = new Promise<Buffer>((resolve) => pdf.on("end", () => resolve(Buffer.concat(parts))));

  const plain = () => pdf.font("regular").fontSize(10).fillColor(INK);
  const section = (draw: (say: (kind: "H1" | "H2" | "P", draw: () => void) => void) => void) => {
    const root = pdf.struct("Sect");
    pdf.addStructure(root);
    draw((kind, write) => root.add(pdf.struct(kind, {}, write)));
    root.end();
    pdf.x = PAGE.margin;
  };
  const makeRoom = (height: number) => {
    if (pdf.y + height > FOOT) pdf.addPage();
  };
  const rule = (y: number, color: string, from: number = PAGE.margin, to: number = PAGE.width - PAGE.margin) => {
    pdf.markContent("Artifact", { type: "Layout" });
    pdf
      .moveTo(from, y)
      .lineTo(to, y)
      .lineWidth(color === INK ? 1 : 0.5)
      .strokeColor(color)
      .stroke();
    pdf.endMarkedContent();
  };

  const drawRow = (
    table: Part,
    kind: "TH" | "TD",
    columns: readonly Column[],
    cells: readonly string[],
    font: "strong" | "regular" = kind === "TH" ? "strong" : "regular",
  ) => {
    pdf.font(font).fontSize(9);
    const height = Math.max(
      ...columns.map(({ width }, at) => pdf.heightOfString(cells[at] ?? "", { width: width - 6 })),
    );
    if (kind === "TD" && pdf.y + height > FOOT) {
      pdf.addPage();
      drawRow(
        table,
        "TH",
        columns,
        columns.map(({ head }) => head),
      );
    }
    const line = pdf.struct("TR");
    table.add(line);
    const { y } = pdf;
    let x = PAGE.margin;
    for (const [at, { width, num }] of columns.entries()) {
      const left = x;
      line.add(
        pdf.struct(kind, {}, () => {
          pdf.font(font).fontSize(9).fillColor(INK);
          pdf.text(cells[at] ?? "", left, y, { width: width - 6, ...(num ? RIGHT : {}) });
        }),
      );
      x += width;
    }
    line.end();
    const under = y + height + 3;
    rule(under, kind === "TH" ? INK : RULE);
    pdf.x = PAGE.margin;
    pdf.y = under + 4;
  };

  return {
    head: (bank, lines) => {
      section((say) => {
        say("P", () =>
          plain()
            .fillColor(QUIET)
            .text(`${written(bank.name)} · ${bank.bic}`),
        );
        say("H1", () => pdf.font("strong").fontSize(20).fillColor(INK).text(title).moveDown(0.4));
        for (const line of [...lines, `Printed on ${formatDate(printedOn)}`])
          say("P", () => plain().text(written(line)));
      });
      pdf.moveDown();
    },
    heading: (text) => {
      makeRoom(100);
      section((say) => {
        pdf.moveDown(0.8);
        say("H2", () => pdf.font("strong").fontSize(12).fillColor(INK).text(written(text)).moveDown(0.3));
      });
    },
    say: (text) => {
      makeRoom(plain().heightOfString(written(text), { width: WIDTH }));
      section((say) => say("P", () => plain().text(written(text), { width: WIDTH }).moveDown(0.6)));
    },
    facts: (facts) => {
      section((say) => {
        for (const { term, value } of facts) {
          const text = value === null ? "–" : written(value);
          const height = plain().heightOfString(text, { width: WIDTH - TERM_WIDTH });
          makeRoom(height);
          const { y } = pdf;
          say("P", () => {
            plain()
              .fillColor(QUIET)
              .text(term, PAGE.margin, y, { width: TERM_WIDTH - 8 });
            const below = pdf.y;
            plain().text(text, PAGE.margin + TERM_WIDTH, y, { width: WIDTH - TERM_WIDTH });
            pdf.y = Math.max(below, pdf.y) + 2;
          });
        }
      });
    },
    sums: (sums) => {
      section((say) => {
        for (const { term, amount, strong } of sums) {
          const { y } = pdf;
          say("P", () => {
            plain().font(strong ? "strong" : "regular");
            pdf.text(term, PAGE.margin, y, { width: 160 });
            pdf.text(amount, PAGE.margin + 160, y, { width: 110, ...RIGHT });
          });
        }
      });
      pdf.moveDown(1.5);
    },
    table: async (columns, rows, total) => {
      const table = pdf.struct("Table");
      pdf.addStructure(table);
      makeRoom(64);
      drawRow(
        table,
        "TH",
        columns,
        columns.map(({ head }) => head),
      );
      let drawn = 0;
      for (const cells of rows) {
        drawn += 1;
        if (drawn % TURN === 0) await new Promise(setImmediate);
        drawRow(table, "TD", columns, cells.map(written));
      }
      if (total) {
        makeRoom(40);
        rule(pdf.y - 4, INK);
        drawRow(table, "TD", columns, total.map(written), "strong");
        for (const y of [pdf.y - 4, pdf.y - 2]) rule(y, INK);
        pdf.y += 8;
      }
      table.end();
    },
    signHere: (under) => {
      const width = (WIDTH - 24) / 2;
      for (let at = 0; at < under.length; at += 2) {
        makeRoom(90);
        const y = pdf.y + 56;
        let lowest = y;
        section((say) => {
          for (const [beside, text] of under.slice(at, at + 2).entries()) {
            const x = PAGE.margin + beside * (width + 24);
            rule(y, INK, x, x + width);
            say("P", () =>
              plain()
                .fontSize(9)
                .fillColor(QUIET)
                .text(written(text), x, y + 4, { width }),
            );
            lowest = Math.max(lowest, pdf.y);
          }
        });
        pdf.y = lowest + 4;
      }
    },
    end: (foot) => {
      const { count } = pdf.bufferedPageRange();
      for (let at = 0; at < count; at += 1) {
        pdf.switchToPage(at);
        pdf.markContent("Artifact", { type: "Pagination" });
        // Below the margin no new page may begin.
        const { bottom } = pdf.page.margins;
        pdf.page.margins.bottom = 0;
        pdf.font("regular").fontSize(8).fillColor(QUIET);
        pdf.text(`${written(foot)} · page ${at + 1} of ${count}`, PAGE.margin, PAGE.height - PAGE.margin, {
          width: WIDTH,
          align: "center",
        });
        pdf.page.margins.bottom = bottom;
        pdf.endMarkedContent();
      }
      pdf.end();
      return whole;
    },
  };
}

let loaded: Promise<Fonts> | undefined;

function plex(): Promise<Fonts> {
  loaded ??= (async () => {
    const file = (name: string) => readFile(join(process.cwd(), "node_modules/@expo-google-fonts/ibm-plex-sans", name));
    const [regular, strong] = await Promise.all([
      file("400Regular/IBMPlexSans_400Regular.ttf"),
      file("600SemiBold/IBMPlexSans_600SemiBold.ttf"),
    ]);
    const font = fontkit.create(regular) as fontkit.Font;
    const has = (letter: string) => letter === "\n" || font.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0);
    const written = (text: string) =>
      [...text.normalize("NFC")].map((letter) => (has(letter) ? letter : anyAscii(letter))).join("");
    return { regular, strong, written };
  })();
  return loaded;
}
