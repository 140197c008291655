import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

export async function inTheme(page: Page, value: "light" | "dark"): Promise<void> {
  const url = test.info().project.use.baseURL ?? "";
  await page.context().addCookies([{ name: "theme", value, url }]);
}

export async function passesAxe(page: Page, theme: string): Promise<void> {
  await expect(page.locator("html")).toHaveAttribute("data-theme", theme);
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
  expect(told, theme).toEqual([]);
}

/** No numeric input anywhere (it drops what it cannot read), and a visible label at each field. */
export async function hasPlainFields(page: Page): Promise<void> {
  await expect(page.locator("input[type=number]")).toHaveCount(0);
  const bare = await page
    .locator("input:not([type=hidden]), select, textarea")
    .evaluateAll((fields) =>
      (fields as HTMLInputElement[])
        .filter((field) => ![...(field.labels ?? [])].some((label) => (label.textContent ?? "").trim() !== ""))
        .map((field) => field.name),
    );
  expect(bare, "fields without a label").toEqual([]);
}

/** Nothing pushes the page sideways on the narrowest screen; tables scroll in a place of their own. */
export async function fits320(page: Page): Promise<void> {
  await page.setViewportSize({ width: 320, height: 640 });
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow, "nothing is wider than 320 px").toBeLessThanOrEqual(0);
}
