import { expect, test } from "@playwright/test";
import sharp from "sharp";
import { signIn } from "../support/people";

test("what is typed into an application survives a reload and a lost session", async ({ browser }) => {
  const page = await signIn(browser, "service");
  await page.goto("/customers/new?fresh=1");
  const name = page.getByLabel("Full name");
  await expect(async () => {
    await name.fill("");
    await name.pressSequentially("Ingrid Halbfertig");
    await expect(page.getByText(/What you type is kept: saved/)).toBeVisible({ timeout: 4_000 });
  }).toPass();
  await page.getByLabel("Month").fill("3");
  await page.getByLabel("Year").fill("19");
  await page.getByLabel("Nationality").selectOption("AT");
  await Promise.all([page.waitForResponse(/\/customers\/typed$/), page.getByLabel("Day").fill("31")]);

  await page.reload();
  await expect(page.getByText(/What you typed is back/)).toBeVisible();
  await expect(name).toHaveValue("Ingrid Halbfertig");
  await expect(page.getByLabel("Day")).toHaveValue("31");
  await expect(page.getByLabel("Year")).toHaveValue("19");
  await expect(page.getByLabel("Nationality")).toHaveValue("AT");

  const session = await page.context().cookies();
  await page.context().clearCookies();
  await page.goto("/customers/new");
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await page.context().addCookies(session);
  await page.goto("/customers/new");
  await expect(name).toHaveValue("Ingrid Halbfertig");

  await page.getByRole("link", { name: "Leave it out" }).click();
  await expect(name).toHaveValue("");

  for (const text of ["I", ""]) await Promise.all([page.waitForResponse(/\/customers\/typed$/), name.fill(text)]);
  await page.reload();
  await expect(name).toHaveValue("");
  await expect(page.getByText(/What you typed is back/)).toHaveCount(0);
});

test("a picture of a document is added, kept as a file, and refused in words when it is something else", async ({
  browser,
}) => {
  const page = await signIn(browser, "service");
  await page.goto("/customers?q=Samuel%20Mensah");
  await page.getByRole("table").getByRole("link", { name: "Samuel Mensah" }).click();
  await page.getByRole("link", { name: /picture|None yet/ }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Pictures of documents");
  const shade = Date.now() % 200;
  const buffer = await sharp({
    create: { width: 800, height: 500, channels: 3, background: { r: shade, g: 120, b: 60 } },
  })
    .jpeg()
    .toBuffer();
  await page.getByLabel("Picture or PDF").setInputFiles({ name: "back.jpg", mimeType: "image/jpeg", buffer });
  await page.getByLabel("Back", { exact: true }).check();
  await page.getByRole("button", { name: "Add the picture" }).click();
  await expect(page.getByText("The picture is kept")).toBeVisible();
  const link = page.getByRole("table").getByRole("link", { name: "Back" }).first();
  const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
  expect(download.suggestedFilename()).toMatch(/^C-\d+-\w-back\.jpg$/);

  const lie = { name: "passport.png", mimeType: "image/png", buffer: Buffer.from("<!DOCTYPE html><script>1</script>") };
  await page.getByLabel("Picture or PDF").setInputFiles(lie);
  await page.getByRole("button", { name: "Add the picture" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toContainText("This is no PDF, JPEG or PNG.");
  await expect(page).toHaveTitle(/^Error: /);
});
