// A learner in real JupyterLab, in headless Chromium: clumsy, and never in need of a restart.
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { Browser, Page } from "playwright-core";
import { announceSkip, launchChromium, noChromium } from "../site/chromium.ts";
import { type Jupyter, startJupyter } from "./jupyter.ts";
import {
  addCell,
  cellsOf,
  command,
  dialogs,
  open,
  quiet,
  runAll,
  save,
  scrollTo,
  select,
  shows,
  start,
  write,
} from "./learner.ts";

const wanted = Deno.env.get("CI") !== undefined || Deno.env.get("LAB_TEST") === "1";
const skipped = !wanted ? "it takes minutes (LAB_TEST=1 runs it)" : noChromium;
if (skipped !== undefined) announceSkip("the learner in JupyterLab", skipped);

/** Opens a chapter in a browser of its own and lets the learner at it. */
function learner(
  name: string,
  slug: string,
  work: (page: Page, lab: Jupyter, browser: Browser) => Promise<void>,
): void {
  const fn = async () => {
    const [lab, browser] = await Promise.all([startJupyter([slug.slice(0, 2)]), launchChromium()]);
    try {
      const page = await newPage(browser);
      await open(page, lab.urlOf(slug));
      await work(page, lab, browser);
      assertEquals(await dialogs(page), []);
    } finally {
      await browser.close();
      await lab.close();
    }
  };
  Deno.test({
    name,
    ignore: skipped !== undefined,
    fn,
    sanitizeOps: false,
    sanitizeResources: false,
  });
}

async function newPage(browser: Browser): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  page.on("dialog", (dialog) => dialog.accept()); // "leave this page?"
  return page;
}

async function picture(page: Page, name: string): Promise<void> {
  const folder = Deno.env.get("LAB_PICTURES");
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png` });
}

learner(
  "lab: chapter 02 and all that can go wrong in it",
  "02-elbo",
  async (page, lab, browser) => {
    await freshPage(page);
    await wholeRun(page);
    await typo(page);
    await help(page);
    await errorInTheMiddle(page);
    await endlessLoop(page);
    await reloadInMidRun(page, lab);
    await twoTabs(page, lab, browser);
  },
);

/** Nothing is answered before it is asked, and nothing pops up. */
async function freshPage(page: Page): Promise<void> {
  await picture(page, "02-fresh");
  assertEquals(await dialogs(page), []);
  assertEquals((await cellsOf(page)).flatMap(({ shown }) => shown), []);
  const heading = (await cellsOf(page)).findIndex(({ source }) => source === "#### Solution 02.1");
  await scrollTo(page, heading - 1);
  await picture(page, "02-solution");
  const visible = (await page.locator(".jp-Cell:visible").allInnerTexts()).join("\n");
  assertStringIncludes(visible, "Solution 02.1");
  assertStringIncludes(visible, "function paperElbo()");
  assertEquals(visible.includes("paperElboSolution"), false);
}

/** Run All: every output, no error, no warning about types. */
async function wholeRun(page: Page): Promise<void> {
  const cells = await runAll(page);
  await page.waitForTimeout(1500);
  const after = await cellsOf(page);
  await picture(page, "02-ran");
  assertEquals(cells.filter(({ failed }) => failed), []);
  const texts = after.flatMap(({ shown }) => shown);
  assert(texts.some((text) => text.includes("Exercise 02.1 is not solved yet")));
  assertEquals(texts.filter((text) => text.includes("types do not fit")), []);
}

/** The arrows move a figure's slider, and not the notebook. */
async function arrowKeys(page: Page): Promise<void> {
  const index = (await cellsOf(page)).findIndex(({ source }) =>
    source.includes("figures.swingFilm(")
  );
  await scrollTo(page, index);
  await select(page, index);
  const slider = page.locator("input[type=range]").first();
  await slider.scrollIntoViewIfNeeded();
  await slider.focus();
  const before = await slider.inputValue();
  const place = () =>
    page.evaluate(() =>
      // deno-lint-ignore no-explicit-any -- JupyterLab's own object
      (globalThis as any).jupyterapp.shell.currentWidget.content.activeCellIndex
    );
  const at = await place();
  for (const key of ["ArrowRight", "ArrowUp"]) await page.keyboard.press(key);
  assertEquals(await place(), at);
  assert(Number(await slider.inputValue()) > Number(before), "the slider did not move");
  await picture(page, "19-slider");
}

async function typo(page: Page): Promise<void> {
  const index = await addCell(page, 'const { elboo } = await import("lib/inference");');
  await start(page, index);
  await shows(page, index, "elboo");
  await scrollTo(page, index);
  await picture(page, "02-typo");
  await write(page, index, "1;");
}

/** Shift-Tab behind a name. */
async function help(page: Page): Promise<void> {
  const index = await addCell(page, "inference.elbo");
  await select(page, index);
  await command(page, "notebook:enter-edit-mode");
  await page.keyboard.press("Control+End");
  await page.keyboard.press("Shift+Tab");
  const tip = page.locator(".jp-Tooltip");
  await tip.waitFor({ timeout: 15_000 });
  const words = await tip.innerText();
  for (const part of ["elbo(problem: DiscreteProblem): number", "ELBO(q) = Σ_z q(z) log"]) {
    assertStringIncludes(words, part);
  }
  await picture(page, "02-help");
  await page.keyboard.press("Escape");
  await write(page, index, "1;");
}

/** An error in the middle of Run All: what follows is not run. */
async function errorInTheMiddle(page: Page): Promise<void> {
  const cells = await cellsOf(page);
  const middle = cells.findIndex(({ type }, index) => type === "code" && index > 20);
  await write(page, middle, `throw new RangeError("in the middle");\n${cells[middle]!.source}`);
  const after = await runAll(page);
  assertEquals(after.filter(({ failed }) => failed).length, 1);
  assertEquals(after[middle]!.shown, [
    'RangeError: in the middle\n    at line 1: throw new RangeError("in the middle");',
  ]);
  assertEquals(after.slice(middle + 1).filter(({ count }) => count !== null), []);
  await scrollTo(page, middle);
  await picture(page, "02-error");
  await write(page, middle, cells[middle]!.source);
}

async function endlessLoop(page: Page): Promise<void> {
  const index = await addCell(page, "while (true) {}");
  await start(page, index);
  await page.waitForTimeout(700);
  await command(page, "notebook:interrupt-kernel");
  await shows(page, index, "the kernel was restarted; run the cells above again", 20);
  await picture(page, "02-endless");
  assertEquals(await dialogs(page), []);
  await write(page, index, "2;");
  assertEquals((await runAll(page)).filter(({ failed }) => failed), []);
}

const SLOW = 'for (let i = 0; i < 30; i++) { console.log("step " + i); ' +
  "await new Promise((r) => setTimeout(r, 200)); }";

/** The page is loaded anew in mid-run: the cells run on, and what they showed is told. */
async function reloadInMidRun(page: Page, lab: Jupyter): Promise<void> {
  const slow = await addCell(page, SLOW);
  const next = await addCell(page, 'console.log("the next one");');
  await save(page);
  await start(page, slow);
  await start(page, next);
  await page.waitForTimeout(1000);
  await open(page, lab.urlOf("02-elbo"));
  await start(page, next);
  const { shown } = await shows(page, next, "the next one");
  await quiet(page);
  await scrollTo(page, next);
  await picture(page, "02-reloaded");
  assertStringIncludes(shown.join(""), "a cell came to its end:\n    for (let i = 0;");
  assertStringIncludes(shown.join(""), "step 29");
}

/** Two tabs on one notebook; the one that runs is closed. */
async function twoTabs(page: Page, lab: Jupyter, browser: Browser): Promise<void> {
  const other = await newPage(browser);
  await open(other, lab.urlOf("02-elbo"));
  const last = await addCell(other, SLOW);
  await start(other, last);
  await other.waitForTimeout(700);
  await other.close();
  const index = (await cellsOf(page)).findIndex(({ source }) => source.includes("the next one"));
  await start(page, index);
  await quiet(page);
  await shows(page, index, "the next one");
}

learner(
  "lab: chapter 19, stopped in its training and gone on with",
  "19-soft-actor-critic",
  async (page) => {
    const cells = await cellsOf(page);
    const training = cells.findIndex(({ source }) => source.includes('progress("learning"'));
    const picture19 = cells.findIndex(({ source }) => source.includes("return-after-8000-steps"));
    await command(page, "notebook:run-all-cells");
    await shows(page, training, "learning: ", 90);
    await page.waitForTimeout(4000);
    await command(page, "notebook:interrupt-kernel");
    await shows(page, training, "Stopped by you");
    await quiet(page);
    const stopped = await cellsOf(page);
    assertEquals(stopped[picture19]!.count, null);
    assertEquals(stopped[training]!.shown.at(-1)!.split("\n").length, 1);
    await start(page, picture19);
    await shows(page, picture19, "The learning was stopped at step");
    await scrollTo(page, picture19);
    await picture(page, "19-stopped");
    const before = Number(/learning: (\d+) of 8000/.exec(stopped[training]!.shown.join("\n"))![1]);
    await start(page, training);
    await page.waitForTimeout(1500);
    const resumed = (await cellsOf(page))[training]!.shown.join("\n");
    assert(Number(/learning: (\d+) of 8000/.exec(resumed)![1]) >= before, resumed);
    await shows(page, training, "learning: 8000 of 8000", 90);
    await select(page, training);
    await command(page, "notebook:run-all-below");
    await page.waitForTimeout(500);
    await quiet(page);
    const done = await cellsOf(page);
    assertEquals(done.filter(({ failed }) => failed), []);
    assertStringIncludes(done[picture19]!.shown.join("\n"), "this run, after 8,000 steps: −182.6");
    await arrowKeys(page);
  },
);
