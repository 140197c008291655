import { readFile } from "node:fs/promises";
import { expect, test } from "@playwright/test";
import PDFDocument from "pdfkit";
import { signIn } from "../support/people";

/** A register extract as the register sends it: two pages, and a shade that makes it a new file each time. */
function extract(): Promise<Buffer> {
  const made = new PDFDocument({ size: "A4", info: { Author: "Canary Author" } });
  const parts: Buffer[] = [];
  made.on("data", (part: Buffer) => parts.push(part));
  const whole = new Promise<Buffer>((resolve) => made.on("end", () => resolve(Buffer.concat(parts))));
  made.text(`Extract of ${Date.now()}`).addPage().text("Managing directors");
  made.end();
  return whole;
}

test("the register extract of an organisation is added as a PDF, made anew, and handed out as a file (control 61)", async ({
  browser,
}) => {
  const page = await signIn(browser, "service");
  await page.goto("/customers?q=Donaublick");
  await page.getByRole("link", { name: "Donaublick Papierhandel GmbH" }).click();
  await page.getByRole("link", { name: /^(None yet|\d+ pictures?)$/ }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Pictures of documents");
  await expect(page.getByRole("heading", { name: "Identity documents of its people" })).toBeVisible();
  await expect(page.getByRole("row", { name: /Lucia Sousa/ })).toContainText("Signatory");

  await page.getByLabel("Register extract").check();
  const choose = page.getByLabel("Picture or PDF");
  const send = page.getByRole("button", { name: "Add the picture" });
  await choose.setInputFiles({
    name: "extract.pdf",
    mimeType: "application/pdf",
    buffer: Buffer.from("<!DOCTYPE html><script>alert(1)</script>"),
  });
  await send.click();
  await expect(page.getByRole("main").getByRole("alert")).toContainText("This is no PDF, JPEG or PNG.");

  await page.getByLabel("Register extract").check();
  await choose.setInputFiles({ name: "extract.pdf", mimeType: "application/pdf", buffer: await extract() });
  await send.click();
  await expect(page.getByText("The picture is kept")).toBeVisible();
  const row = page.getByRole("row", { name: /Register extract/ }).first();
  await expect(row).toContainText("PDF, 2 pages");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    row.getByRole("link", { name: "Register extract" }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^C-\d+-\w-register-extract\.pdf$/);
  const kept = await readFile(await download.path());
  expect(kept.subarray(0, 5).toString()).toBe("%PDF-");
  expect([kept.includes("Canary"), kept.includes("/Font")]).toEqual([false, false]);
  await page.context().close();
});
