import { type Page, test } from "@playwright/test";

/**
 * What a customer at the counter costs a teller, by the keyboard alone: an interaction is one field filled, one choice or
 * one command (a count of one note is counted apart). The seconds of the whole service are recorded with the run.
 */
export class Counting {
  interactions = 0;
  counts = 0;
  private readonly from = performance.now();
  constructor(private readonly page: Page) {}

  async press(key: string): Promise<void> {
    this.interactions += 1;
    await this.page.keyboard.press(key);
  }

  async type(text: string): Promise<void> {
    this.interactions += 1;
    await this.page.keyboard.type(text);
  }

  /** Anything else that is one act: a link followed, a choice made. */
  async act(doing: Promise<unknown>): Promise<void> {
    this.interactions += 1;
    await doing;
  }

  /** So many pieces of one note; the arrows lead to it from the amount. */
  async note(name: string, pieces: string): Promise<void> {
    this.counts += 1;
    await this.page.keyboard.press("F4");
    // The currency of the bank comes first.
    const cell = this.page.getByLabel(name, { exact: true }).first();
    for (let row = 0; row < 20 && !(await cell.evaluate((field) => field === document.activeElement)); row += 1)
      await this.page.keyboard.press("ArrowDown");
    await this.page.keyboard.type(pieces);
  }

  told(what: string): void {
    const seconds = ((performance.now() - this.from) / 1000).toFixed(1);
    const said = `${this.interactions} interactions, ${this.counts} counts, ${seconds} s`;
    test.info().annotations.push({ type: what, description: said });
    console.log(`  ${what}: ${said}`);
  }
}
