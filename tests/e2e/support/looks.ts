import { gzipSync } from "node:zlib";
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
  const bare = await page.locator("input:not([type=hidden]), select, textarea").evaluateAll((fields) => {
    /** Words that are drawn, not kept for a screen reader alone: on the label or, in a grid of notes, at the row's head. */
    const seen = (label: HTMLElement) => {
      const words = [label, ...label.querySelectorAll<HTMLElement>("*"), label.closest("tr")?.querySelector("th")];
      return words.some((place) => {
        if (!place?.checkVisibility() || (place.textContent ?? "").trim() === "") return false;
        const { width, height } = place.getBoundingClientRect();
        return width > 2 && height > 2 && getComputedStyle(place).clipPath === "none";
      });
    };
    // Of a field that is folded away nothing is drawn, its label neither: it must have one all the same.
    const labelled = (field: HTMLElement) => (label: HTMLElement) =>
      (label.textContent ?? "").trim() !== "" && (!field.checkVisibility() || seen(label));
    return (fields as HTMLInputElement[])
      .filter((field) => ![...(field.labels ?? [])].some(labelled(field)))
      .map((field) => field.name);
  });
  expect(bare, "fields without a label").toEqual([]);
}

/** Compressed bytes of each script that a page loads; the pages share most of them. */
const sizes = new Map<string, Promise<number>>();

/** Not much more script than an empty page of this bank has: 1.25 times at most. */
export async function sendsLittleScript(page: Page): Promise<void> {
  const of = async (place: string) => {
    const html = await (await page.request.get(place)).text();
    const files = new Set(
      [...html.matchAll(/src="(\/_next\/static\/[^"]+\.js[^"]*)"/g)].map(([, file]) => file as string),
    );
    return (await Promise.all([...files].map((file) => sizeOf(page, new URL(file, place).href)))).reduce(
      (a, b) => a + b,
      0,
    );
  };
  const ratio = (await of(page.url())) / (await of(new URL("/no-such-page", page.url()).href));
  expect(ratio, "script beside that of an empty page").toBeLessThanOrEqual(1.25);
}

function sizeOf(page: Page, script: string): Promise<number> {
  const known = sizes.get(script) ?? page.request.get(script).then(async (file) => gzipSync(await file.body()).length);
  sizes.set(script, known);
  return known;
}

/** Nothing is done by dragging: nothing can be dragged, and no amount is set by a slider. */
export async function needsNoDragging(page: Page): Promise<void> {
  await expect(page.locator("[draggable=true], input[type=range], [role=slider]")).toHaveCount(0);
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
  const hidden = await page.evaluate(async () => {
    const wanted = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
    /** Whether any of the element can be seen: points over the part of it that lies in the window, its edges included. */
    const seen = (element: HTMLElement) =>
      [...element.getClientRects()].some((box) => {
        const [left, right] = [Math.max(box.left, 0) + 1, Math.min(box.right, window.innerWidth) - 1];
        const [top, bottom] = [Math.max(box.top, 0) + 1, Math.min(box.bottom, window.innerHeight) - 1];
        const steps = Array.from({ length: 13 }, (_, at) => at / 12);
        return steps.some((x) =>
          [0, 0.25, 0.5, 0.75, 1].some((y) => {
            const there = document.elementFromPoint(left + (right - left) * x, top + (bottom - top) * y);
            return there !== null && (element.contains(there) || there.closest("label")?.control === element);
          }),
        );
      });
    const frame = () => new Promise((drawn) => requestAnimationFrame(drawn));
    const told: string[] = [];
    for (const element of document.querySelectorAll<HTMLElement>(wanted)) {
      if (!element.checkVisibility() || element.closest("[inert], :disabled, dialog:not([open])")) continue;
      element.focus();
      if (document.activeElement !== element || element.getBoundingClientRect().width < 2) continue;
      const name = `${element.tagName} ${element.getAttribute("name") ?? element.textContent?.trim().slice(0, 30) ?? ""}`;
      // What scrolls by itself may need a moment.
      for (let frames = 0; frames < 5 && !seen(element); frames += 1) await frame();
      if (!seen(element)) told.push(`${name}: covered`);
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
      const label = element.closest("label");
      const around = label ? getComputedStyle(label).outlineStyle !== "none" : false;
      const ring = outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2;
      if (!ring && boxShadow === "none" && !around) told.push(`${name}: no ring`);
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
