import { PDFiumLibrary } from "@hyzyla/pdfium";

/** What a PDF says, page by page, as a reader copies it out. */
export async function textOfPdf(file: Buffer): Promise<string> {
  const library = await PDFiumLibrary.init();
  const document = await library.loadDocument(new Uint8Array(file));
  const text = [...document.pages()].map((page) => page.getText()).join("\n");
  document.destroy();
  library.destroy();
  return text;
}
