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

/**
 * Whatever the keyboard reaches is seen when it is there: nothing lies over it, and a ring of two pixels is around it. In a
 * browser the focus scrolls it into view, so that one walk over the page tells.
 */
export async function showsFocus(page: Page): Promise<void> {
  await page.keyboard.press("Tab");
  const hidden = await page.evaluate(() => {
    const wanted = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
    const told: string[] = [];
    for (const element of document.querySelectorAll<HTMLElement>(wanted)) {
      if (!element.checkVisibility() || element.closest("[inert], :disabled, dialog:not([open])")) continue;
      element.focus();
      if (document.activeElement !== element) continue;
      const name = `${element.tagName} ${element.getAttribute("name") ?? element.textContent?.trim().slice(0, 30) ?? ""}`;
      const [box] = element.getClientRects();
      if (!box || box.width < 2) continue;
      const points = [0.1, 0.5, 0.9].flatMap((x) =>
        [0.2, 0.5, 0.8].map((y) => [box.x + box.width * x, box.y + box.height * y]),
      );
      const seen = points.some(([x = 0, y = 0]) => {
        const top = document.elementFromPoint(x, y);
        return top !== null && (element.contains(top) || top.closest("label")?.control === element);
      });
      if (!seen) told.push(`${name}: covered`);
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
      const ring = outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2;
      const around = element.closest("label") ? getComputedStyle(element.closest("label") as Element) : null;
      if (!ring && boxShadow === "none" && !(around && around.outlineStyle !== "none")) told.push(`${name}: no ring`);
    }
    return told;
  });
  expect(hidden, `where the focus is, at ${page.viewportSize()?.width} px`).toEqual([]);
}

/** On a phone every target is as large as a thumb; only a link inside a sentence may be as high as its line. */
export async function hasThumbTargets(page: Page): Promise<void> {
  const small = await page.evaluate(() =>
    [
      ...document.querySelectorAll<HTMLElement>(
        "main a[href], main button, main input:not([type=hidden]), main select, main textarea, nav a[href]",
      ),
    ]
      .filter((element) => element.checkVisibility() && getComputedStyle(element).display !== "inline")
      .map((element) => {
        const target = element.matches("[type=radio], [type=checkbox]")
          ? (element.closest("label") ?? element)
          : element;
        const { width, height } = target.getBoundingClientRect();
        return { name: `${element.tagName} ${element.textContent?.trim().slice(0, 30)}`, width, height };
      })
      .filter(({ width, height }) => width > 1 && (height < 43.5 || width < 43.5))
      .map(({ name, width, height }) => `${name}: ${Math.round(width)} × ${Math.round(height)}`),
  );
  expect(small, "targets smaller than 44 px").toEqual([]);
}
