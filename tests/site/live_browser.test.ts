/// <reference lib="dom" />
// Explorables on the built site, in a real Chromium: by keys, by axe, in the dark, on a phone, on paper.
import { assert, assertEquals, assertGreater, assertLess, assertMatch } from "@std/assert";
import axe from "axe-core";
import { labour } from "chapters/19-soft-actor-critic/live/learning.worker.ts";
import { assertClose } from "lib/notebook";
import type { Browser, Page } from "playwright-core";
import { type Served, serveFolder } from "../../site/serve.ts";
import { savedResult } from "../support/notebooks.ts";
import { buildSite, notBuilt } from "./build_site.ts";
import { announceSkip, launchChromium, noChromium } from "./chromium.ts";
import { type LiveCase, liveCases, livePage } from "./live_cases.ts";
import { findings, openContext } from "./reader.ts";
import { notebookText } from "./sample_notebook.ts";

const reason = noChromium ?? notBuilt;
if (reason !== undefined) announceSkip("explorables in a real browser", reason);

/** Times say something on a machine that does nothing else, so they are asserted on request only. */
const timed = Deno.env.has("SPEED_TEST");

const looks = [
  { name: "wide", viewport: { width: 1280, height: 900 }, colorScheme: "light" },
  { name: "dark", viewport: { width: 1280, height: 900 }, colorScheme: "dark" },
  { name: "phone", viewport: { width: 390, height: 844 }, colorScheme: "light" },
] as const;

Deno.test({
  name: "site: explorables ask for a bet, then follow keys and pointers, in every look",
  ignore: reason !== undefined,
  sanitizeOps: false,
  sanitizeResources: false, // the browser's pipes outlive the steps
  async fn(test) {
    const folder = await Deno.makeTempDir();
    await build(folder);
    const server = serveFolder({ folder: `${folder}/site`, base: "/course/" });
    const browser = await launchChromium();
    try {
      for (const each of liveCases) {
        for (const look of looks) {
          await test.step(`${each.slug} ${look.name}: whole, accessible, by keys`, async () => {
            assertEquals(await read(browser, server, each, look), []);
          });
        }
        await test.step(`${each.slug}: the chapter's numbers, at each place of its sliders`, async () => {
          await measure(browser, server, each);
        });
        if (each.it.labour !== undefined) {
          await test.step(`${each.slug}: a worker learns, rests, goes on, to the chapter's numbers`, async () => {
            await learn(browser, server, each);
          });
          await test.step(`${each.slug}: a worker that cannot begin says so`, async () => {
            await failToLearn(browser, server, each);
          });
        }
        await test.step(`${each.slug}: paper and readers without scripts keep the picture`, async () => {
          await checkPicture(browser, server, each);
        });
      }
    } finally {
      await browser.close();
      await server.close();
      await Deno.remove(folder, { recursive: true });
    }
  },
});

async function build(folder: string): Promise<void> {
  await Deno.mkdir(`${folder}/notebooks`);
  for (const { slug, name, given } of liveCases) {
    const text = notebookText(...livePage(name, given));
    await Deno.writeTextFile(`${folder}/notebooks/${slug}.ipynb`, text);
  }
  const args = ["--notebooks", `${folder}/notebooks`, "--out", `${folder}/site`, "--no-api"];
  const { success, said } = await buildSite(...args, "--base", "/course/");
  assert(success, said);
}

/** Opens the page and brings its figure to life. */
async function open(page: Page, server: Served, { slug }: LiveCase): Promise<void> {
  await page.goto(`${server.url}${slug}.html`);
  await page.locator(".figure").evaluate((figure) => figure.scrollIntoView());
  await page.waitForSelector(".figure[data-state=live] .live-bet", { timeout: 20_000 });
}

/** Bets and plays by keys alone; returns what must not be. */
async function read(
  browser: Browser,
  server: Served,
  each: LiveCase,
  { viewport, colorScheme }: (typeof looks)[number],
): Promise<readonly string[]> {
  const options = { viewport, colorScheme, reducedMotion: "reduce" } as const;
  const { context, faults } = await openContext(browser, server, options);
  await context.addInitScript(axe.source);
  const page = await context.newPage();
  await open(page, server, each);
  faults.push(...await findings(page));
  await page.locator(".live-bet button").first().focus();
  await page.keyboard.press("Enter");
  const verdict = page.locator(".live-verdict");
  assertEquals(await verdict.evaluate((it) => it === document.activeElement), true);
  assertMatch(await verdict.innerText(), /^You bet: ./);
  faults.push(...await findings(page));
  if (each.it.labour === undefined) await playByKeys(page, each);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (overflow > 0) faults.push(`${overflow} pixels too wide`);
  await context.close();
  return faults;
}

/** Tab leads to the first control, arrows move it; a spot is reached and pressed by keys, too. */
async function playByKeys(page: Page, { it, given }: LiveCase): Promise<void> {
  const drawing = () => page.locator(".live-drawn").innerHTML();
  const changes = async (key: string) => {
    const before = await drawing();
    await page.keyboard.press(key);
    for (let i = 0; i < 50 && await drawing() === before; i++) await page.waitForTimeout(20);
    assert(await drawing() !== before, `${key} changes nothing`);
  };
  if (Object.keys(it.sliders(it.read(given))).length > 0) {
    await page.keyboard.press("Tab");
    await changes("ArrowRight");
  }
  await page.waitForFunction(() => document.querySelector(".live-words")!.textContent !== "");
  if (it.spots !== undefined) {
    await page.locator(".live-spot[tabindex='0']").focus();
    for (const key of ["ArrowRight", "ArrowDown", "ArrowUp", "ArrowUp"]) {
      await page.keyboard.press(key);
    }
    await changes("Enter");
  }
  const [button] = Object.keys(it.buttons);
  if (button === undefined) return;
  await page.getByRole("button", { name: button, exact: true }).focus();
  await changes("Enter");
}

/** A frame at 60 a second, ms. */
const frame = 1000 / 60;

async function measure(browser: Browser, server: Served, each: LiveCase): Promise<void> {
  const { context, faults } = await openContext(browser, server, {});
  await context.addInitScript(timeFrames);
  const page = await context.newPage();
  await open(page, server, each);
  const shown = await page.locator(".figure-live").getAttribute("data-numbers");
  const numbers = Object.entries(JSON.parse(shown!) as Record<string, number>);
  assertGreater(numbers.length, 0);
  for (const [name, value] of numbers) {
    // the last bit of exp and log differs between Chromium and Deno
    assertClose(value, await savedResult(each.slug, name), { rtol: 1e-12 });
  }
  await page.locator(".live-bet button").first().click();
  if (each.it.labour === undefined) {
    const times = await page.evaluate(sweepSliders);
    assertGreater(times.length, 10);
    const median = times.toSorted((a, b) => a - b)[times.length >> 1]!;
    if (timed) assertLess(median, frame, "to compute, draw and show takes more than a frame");
  }
  await context.close();
  assertEquals(faults, []);
}

/** Notes how long each frame's work takes. */
function timeFrames(): void {
  const times: number[] = [];
  Object.assign(globalThis, { frameTimes: times });
  const own = globalThis.requestAnimationFrame.bind(globalThis);
  globalThis.requestAnimationFrame = (work) =>
    own((now) => {
      const started = performance.now();
      work(now);
      times.push(performance.now() - started);
    });
}

/** Moves each slider from end to end, a place a frame; returns each frame's time with its recompute. */
async function sweepSliders(): Promise<readonly number[]> {
  const { frameTimes } = globalThis as unknown as { readonly frameTimes: number[] };
  const all: number[] = [];
  for (const input of document.querySelectorAll<HTMLInputElement>(".live-slider input")) {
    const [low, high] = [Number(input.min), Number(input.max)];
    for (let i = 0; i <= 40; i++) {
      input.valueAsNumber = low + (high - low) * i / 40;
      frameTimes.length = 0;
      const started = performance.now();
      input.dispatchEvent(new Event("input"));
      const computing = performance.now() - started;
      await new Promise((resolve) => setTimeout(resolve, 40));
      all.push(computing + Math.max(...frameTimes));
    }
  }
  return all;
}

/** Steps a second that are the best of a run's reports: what else the machine does slows some. */
const best = (rates: readonly number[]) => rates.toSorted((a, b) => b - a)[rates.length >> 3]!;

/** The whole run, with a rest on its way; its numbers are the saved ones, its speed Deno's. */
async function learn(browser: Browser, server: Served, each: LiveCase): Promise<void> {
  const { context, faults } = await openContext(browser, server, {});
  const page = await context.newPage();
  await open(page, server, each);
  await page.locator(".live-bet button").first().click();
  const words = () => page.locator(".live-words").innerText();
  const stepNow = async () => Number((await words()).split(" ")[0]!.replaceAll(",", ""));
  const start = page.locator(".live-start");
  await start.click();
  await page.waitForFunction(() =>
    /^[2-9],/.test(document.querySelector(".live-words")!.textContent)
  );
  await start.click(); // Stop
  await page.waitForTimeout(500);
  const rested = await stepNow();
  await page.waitForTimeout(500);
  assertEquals(await stepNow(), rested);
  await start.click(); // Go on
  const rates: number[] = [];
  while (!/stored run,/.test(await words())) {
    const rate = Number(/; (\d+) steps a second/.exec(await words())?.[1] ?? NaN);
    if (rate > 0) rates.push(rate);
    await page.waitForTimeout(100);
  }
  assertMatch(await words(), /to one part in 1[0,]{9,}|to the last bit/);
  const shown = JSON.parse((await page.locator(".figure-live").getAttribute("data-numbers"))!);
  const after = "return-after-8000-steps", drawing = () => page.locator(".live-drawn").innerHTML();
  // a learned rod stands still most of its episode of 10 s: somewhere on its way it must move
  const first = await drawing();
  for (let i = 0; i < 150 && await drawing() === first; i++) await page.waitForTimeout(100);
  assert(await drawing() !== first, "the rod of the learned policy does not swing");
  await start.click(); // Stop
  await page.waitForTimeout(300);
  const [still] = [await drawing(), await page.waitForTimeout(300)];
  assertEquals(await drawing(), still);
  // the kernels are ours and the same; sin and cos of the world differ in the last bit
  assertClose(shown[after], await savedResult(each.slug, after), { rtol: 1e-9 });
  await context.close();
  assertEquals(faults, []);
  if (!timed) return;
  const ours = await denoRates(each);
  assertGreater(
    best(rates) / best(ours),
    0.7,
    `${best(rates)} steps a second, ${best(ours)} in Deno`,
  );
}

/** Without the kernels' file nothing can be learned. */
async function failToLearn(browser: Browser, server: Served, each: LiveCase): Promise<void> {
  const { context } = await openContext(browser, server, {});
  await context.route(/\.wasm$/, (route) => route.abort());
  const page = await context.newPage();
  await open(page, server, each);
  await page.locator(".live-bet button").first().click();
  await page.locator(".live-start").click();
  const fault = page.locator(".live-words", { hasText: /^It stopped: .*Reload the page/ });
  await fault.waitFor({ timeout: 10_000 });
  assertEquals(await page.locator(".live-start").count(), 0);
  await context.close();
}

/** The same labour in this process, for as many steps as say something of its speed. */
async function denoRates({ it, given }: LiveCase): Promise<readonly number[]> {
  const order = { ...it.labour!.order(it.read(given)) as object, steps: 4000 };
  const beside = (file: string) =>
    new URL(`dist/${file}`, import.meta.resolve("@tensorflow/tfjs-backend-wasm/package.json"));
  const rates: number[] = [];
  for await (const { step, rate } of labour(order, beside)) if (step > 2000) rates.push(rate);
  return rates;
}

async function checkPicture(browser: Browser, server: Served, each: LiveCase): Promise<void> {
  const { context, faults } = await openContext(browser, server, {});
  const page = await context.newPage();
  await open(page, server, each);
  await page.emulateMedia({ media: "print" });
  assertEquals(await page.locator(".figure-picture").isVisible(), true);
  assertEquals(await page.locator(".figure-live").isVisible(), false);
  await context.close();
  const still = await openContext(browser, server, { javaScriptEnabled: false });
  const bare = await still.context.newPage();
  await bare.goto(`${server.url}${each.slug}.html`);
  assertEquals(await bare.locator(".figure-picture").isVisible(), true);
  await still.context.close();
  assertEquals([...faults, ...still.faults], []);
}
