// From F9 to the receipt in the browser, beside the bare command, an empty action and the receipt page (--rounds=60).
// Needs a Chromium; it builds the pages and makes a demo bank on a server of its own, and throws it away.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { chromium } from "@playwright/test";
import postgres from "postgres";
import { findBrowser } from "../scripts/lib/browser.mjs";
import { withTsx } from "../scripts/lib/run-command.mjs";
import { startThrowAway } from "../scripts/lib/throw-away.mjs";
import { serveDemoBank, sessionOf } from "./load/demo-bank.mjs";

const json = process.argv.includes("--json");
const rounds = Number(process.argv.find((argument) => argument.startsWith("--rounds="))?.slice(9) ?? 60);
const WARM_UP = 10;
const BAR = 1.5;
const say = (text) => (json ? process.stderr : process.stdout).write(`${text}\n`);

const cluster = await startThrowAway("bench", { shared_buffers: "256MB" });
let stopServer;
let command;
let browser;
try {
  const { env, origin, stop } = await serveDemoBank(cluster, "counter");
  stopServer = stop;
  const sql = postgres(env.DATABASE_ADMIN_URL, { max: 1, onnotice: () => undefined });
  const cookie = await sessionOf(sql, "teller");
  const [account] = await sql`
    select a.id from accounts a join account_parties p on p.account_id = a.id join customers c on c.id = p.customer_id
    where c.full_name = 'Amina Okafor' and a.kind = 'current' limit 1`;
  await sql.end();

  command = bareCommand(env);
  const { CHROMIUM, CHROMIUM_IS_SYSTEM } = await findBrowser();
  browser = await chromium.launch({
    ...(CHROMIUM ? { executablePath: CHROMIUM } : {}),
    args: CHROMIUM_IS_SYSTEM ? ["--no-sandbox"] : [],
  });
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: "en-GB" });
  const [name, value] = cookie.split("=");
  await context.addCookies([{ name, value, url: origin }]);
  const page = await context.newPage();
  await openTill(page, origin);

  const measured = [];
  for (let round = -WARM_UP; round < rounds; round += 1) {
    const one = await oneRound(page, { origin, cookie, account });
    if (round >= 0) measured.push(one);
  }
  const result = report(measured);
  if (json) process.stdout.write(`${JSON.stringify(result)}\n`);
  if (result.p50.ratio > BAR || result.p95.ratio > BAR) process.exitCode = 1;
} finally {
  command?.end();
  await browser?.close();
  await stopServer?.();
  await cluster.discard();
}

/** Opens the first free till with its float counted in coins of one and of a hundredth. */
async function openTill(page, origin) {
  await page.goto(`${origin}/desk`);
  const holds = await page.getByLabel("Till", { exact: true }).locator("option:checked").innerText();
  const minor = BigInt((/€([\d,.]+)/.exec(holds)?.[1] ?? "0.00").replace(/[,.]/g, ""));
  const float = page.getByRole("grid", { name: "Float, EUR" });
  if (minor >= 100n) await float.getByLabel("1 coin", { exact: true }).fill(String(minor / 100n));
  if (minor % 100n > 0n) await float.getByLabel("0.01 coin", { exact: true }).fill(String(minor % 100n));
  await page.getByRole("button", { name: "Open the till" }).click();
  await page.getByRole("heading", { name: /^Till \d/, level: 1 }).waitFor();
}

/** A program beside the server that deposits once for each line it gets, through the same command. */
function bareCommand(env) {
  const child = spawn(process.execPath, withTsx("bench/load/counter-command.ts", []), {
    env: { ...process.env, ...env },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout });
  return {
    async time() {
      child.stdin.write("\n");
      const [line] = await once(lines, "line");
      return Number(line);
    },
    end: () => child.stdin.end(),
  };
}

/** The parts and the whole, one after the other, so that all meet the same machine. */
async function oneRound(page, { origin, cookie, account }) {
  const bare = await command.time();
  await page.goto(`${origin}/accounts/${account.id}/deposit`);
  const amount = page.getByLabel("Amount in euro");
  await answersKeys(page);
  // An action that does nothing: the same form, refused at its door because it is empty.
  const empty = await fromF9To(page, "[role=alert]");
  await amount.fill("20.00");
  await page.getByLabel("20", { exact: true }).fill("1");
  await page.getByText("Counted 20.00 — matches").waitFor();
  const whole = await fromF9To(page, "[data-receipt]");
  const receipt = await timeOf(() =>
    fetch(page.url(), { headers: { cookie }, redirect: "manual" }).then((answer) => answer.text()),
  );
  return { bare, empty, receipt, whole };
}

/** A page's own keys answer once its script runs: F4 then leads into the grid. */
async function answersKeys(page) {
  const first = page.getByRole("grid").locator("input").first();
  await first.waitFor();
  while (!(await first.evaluate((cell) => cell === document.activeElement))) {
    await page.keyboard.press("F4");
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(drawn)));
  }
}

/** The milliseconds from the key to the frame in which what it leads to stands on the page. */
async function fromF9To(page, selector) {
  await page.evaluate((wanted) => {
    window.__time = new Promise((done) => {
      const began = { at: 0 };
      window.addEventListener("keydown", () => (began.at = performance.now()), { once: true, capture: true });
      const shown = () =>
        [...document.querySelectorAll(wanted)].some((one) => one.checkVisibility() && one.textContent);
      const watch = new MutationObserver(() => {
        if (!began.at || !shown()) return;
        watch.disconnect();
        requestAnimationFrame(() => done(performance.now() - began.at));
      });
      watch.observe(document, { childList: true, subtree: true, attributes: true, characterData: true });
    });
  }, selector);
  await page.keyboard.press("F9");
  return page.evaluate(() => window.__time);
}

async function timeOf(work) {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

function report(measured) {
  const at = (part, of) => {
    const sorted = measured.map(of).sort((a, b) => a - b);
    return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
  };
  const quantiles = (part) => {
    const whole = at(part, (one) => one.whole);
    const sum = at(part, ({ bare, empty, receipt }) => bare + empty + receipt);
    return {
      bareMs: at(part, (one) => one.bare),
      emptyMs: at(part, (one) => one.empty),
      receiptMs: at(part, (one) => one.receipt),
      sumMs: sum,
      wholeMs: whole,
      ratio: whole / sum,
    };
  };
  const result = { rounds: measured.length, p50: quantiles(0.5), p95: quantiles(0.95) };
  for (const [name, one] of [
    ["p50", result.p50],
    ["p95", result.p95],
  ])
    say(
      `${name}: F9 to receipt ${one.wholeMs.toFixed(1)} ms beside ${one.sumMs.toFixed(1)} ms (command ${one.bareMs.toFixed(1)}, empty action ${one.emptyMs.toFixed(1)}, receipt page ${one.receiptMs.toFixed(1)}): ${one.ratio.toFixed(2)}×, bar ${BAR}×`,
    );
  return result;
}
