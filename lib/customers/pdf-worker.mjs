import { parentPort, workerData } from "node:worker_threads";
import { PDFiumLibrary } from "@hyzyla/pdfium";

/** Draws the pages of one PDF in a thread of its own, so that a file made to be endless is put down with its thread. */
const library = await PDFiumLibrary.init();

try {
  const document = await library.loadDocument(workerData.bytes);
  parentPort.on("message", async (at) => parentPort.postMessage(await draw(document.getPage(at))));
  parentPort.postMessage({ pages: document.getPageCount() });
} catch (error) {
  parentPort.postMessage({ refused: /password|security/i.test(String(error)) ? "locked" : "unreadable" });
}

async function draw(page) {
  const { originalWidth, originalHeight } = page.getOriginalSize();
  const scale = Math.min(workerData.longest / Math.max(originalWidth, originalHeight), workerData.sharpest);
  const { width, height, data } = await page.render({ scale, render: "bitmap", renderFormFields: true });
  return { width, height, data };
}
