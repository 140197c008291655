import PDFDocument from "pdfkit";

export type PagePicture = { picture: Buffer; width: number; height: number };

/** The longer side of a page of A4, in points. */
const LONGER = 841.89;

/** Puts pictures of pages into a new PDF, which holds nothing else. */
export async function pagesAsPdf(pages: readonly PagePicture[]): Promise<Buffer> {
  // The same pages make the same file, whenever they come.
  const info = { CreationDate: new Date(0), Producer: "Countinghouse", Creator: "Countinghouse" };
  const pdf = new PDFDocument({ autoFirstPage: false, margin: 0, info });
  const parts: Buffer[] = [];
  pdf.on("data", (part: Buffer) => parts.push(part));
  const whole = new Promise<Buffer>((resolve) => pdf.on("end", () => resolve(Buffer.concat(parts))));
  for (const { picture, width, height } of pages) {
    const scale = LONGER / Math.max(width, height);
    pdf.addPage({ size: [width * scale, height * scale], margin: 0 });
    pdf.image(picture, 0, 0, { width: width * scale, height: height * scale });
  }
  pdf.end();
  return whole;
}
