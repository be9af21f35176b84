/// <reference lib="dom" />
// A notebook from a stranger is data: whoever builds a site of it, or reads that, runs nothing of it.
import { assert, assertEquals, assertGreater, assertStringIncludes } from "@std/assert";
import type { Browser, Page } from "playwright-core";
import { filesBelow } from "../../site/out_folder.ts";
import { type Served, serveFolder } from "../../site/serve.ts";
import {
  attackedCells,
  attackingCharts,
  attackingSpecs,
  stranger,
  wantedCells,
} from "./attacks.ts";
import { buildSite, notBuilt } from "./build_site.ts";
import { announceSkip, launchChromium, noChromium } from "./chromium.ts";
import { openContext } from "./reader.ts";
import { notebookText } from "./sample_notebook.ts";

const reason = noChromium ?? notBuilt;
if (reason !== undefined) announceSkip("a stranger's notebook in a real browser", reason);

const secret = "the builder's own affair";

Deno.test({
  name: "site: a stranger's notebook runs nothing, asks for nothing, discloses nothing",
  ignore: reason !== undefined,
  sanitizeOps: false,
  sanitizeResources: false, // the browser's pipes outlive the steps
  async fn(test) {
    const folder = await Deno.makeTempDir();
    await buildHostile(folder);
    const server = serveFolder({ folder: `${folder}/site` });
    const browser = await launchChromium();
    try {
      await test.step("nothing ran while it was built, and nothing of the disk is there", async () => {
        assertEquals(
          [...Deno.readDirSync(folder)].map(({ name }) => name).includes("trace"),
          false,
        );
        await assertNoSecret(`${folder}/site`);
      });
      await test.step("what authors use is still there", async () => {
        const html = await Deno.readTextFile(`${folder}/site/01-latent-variables.html`);
        for (const part of kept) assertStringIncludes(html, part);
      });
      for (const path of ["01-latent-variables.html", "02-elbo.html"]) {
        await test.step(`${path}: whole, and quiet under every hand`, async () => {
          assertEquals(await provoke(browser, server, path), []);
        });
      }
      await test.step("the policy alone would hold: what is put in later is refused", async () => {
        await assertPolicy(browser, server);
      });
      await test.step("a chapter reached by a link, and searched, is as quiet", async () => {
        assertEquals(await wander(browser, server), []);
      });
    } finally {
      await browser.close();
      await server.close();
      await Deno.remove(folder, { recursive: true });
    }
  },
});

/** What stands in `wantedCells`, as the page shows it. */
const kept = [
  '<a id="mine"></a>',
  "<details><summary>More</summary>",
  '<td style="text-align:right">1</td>',
  '<a href="https://example.org/" target="_blank" rel="noreferrer">',
  '<p class="what-to-see"><strong>What to see.</strong>',
  '<div class="equation" id="eq-lvm-1">',
  '<math xmlns="http://www.w3.org/1998/Math/MathML">',
  '<h2 id="where-we-are" tabindex="-1">Where we are ',
  '<span class="lang">ts</span>',
];

async function buildHostile(folder: string): Promise<void> {
  await Deno.mkdir(`${folder}/notebooks`);
  await Deno.writeTextFile(`${folder}/secret.txt`, secret);
  const targets = { trace: `${folder}/trace`, secret: `${folder}/secret.txt` };
  const write = (name: string, text: string) =>
    Deno.writeTextFile(`${folder}/notebooks/${name}`, text);
  await write("01-latent-variables.ipynb", notebookText(...wantedCells, ...attackedCells(targets)));
  await write("02-elbo.ipynb", notebookText(...attackingCharts()));
  const args = ["--notebooks", `${folder}/notebooks`, "--out", `${folder}/site`, "--no-api"];
  const { success, said } = await buildSite(...args);
  assert(success, said);
}

async function assertNoSecret(site: string): Promise<void> {
  const files = await filesBelow(site);
  assertGreater(files.length, 10);
  for (const file of files) {
    const text = await Deno.readTextFile(`${site}/${file}`);
    assert(!text.includes(secret), `${file} holds a file of the builder's`);
  }
}

/** Opens a page, moves over and clicks all that is there; returns what must not have happened. */
async function provoke(browser: Browser, server: Served, path: string): Promise<readonly string[]> {
  const { context, faults } = await openContext(browser, server, { reducedMotion: "reduce" });
  const page = await context.newPage();
  page.on("dialog", (dialog) => faults.push(`dialog ${dialog.message()}`));
  page.on("framenavigated", (frame) => {
    if (frame !== page.mainFrame()) faults.push(`a frame at ${frame.url()}`);
  });
  await page.goto(server.url + path);
  await page.waitForFunction(() => document.querySelector(".VPDoc") !== null);
  assertStringIncludes(await page.innerText("main"), "The end of the page.");
  await drawCharts(page);
  faults.push(...await page.evaluate(suspicious));
  await page.evaluate(touchEverything);
  await page.waitForTimeout(500);
  if (await page.evaluate(() => "hacked" in globalThis)) faults.push("a script ran");
  const [address] = page.url().split("#");
  if (address !== server.url + path) faults.push(`led to ${address}`);
  await context.close();
  return faults.filter(isFault);
}

/** A browser's own words about a picture that is none, and a chart that was refused, are as wished. */
function isFault(fault: string): boolean {
  return !/stays a picture|does not recompute|a chart loads nothing|^404 for|status of 404/.test(
    fault,
  );
}

async function drawCharts(page: Page): Promise<void> {
  for (const figure of await page.locator(".figure[data-spec], .figure[data-live]").all()) {
    await figure.evaluate((element) => element.scrollIntoView());
    await page.waitForTimeout(300);
  }
  const bars = page.locator(".figure path[aria-roledescription=bar], .figure .mark-rect path");
  if (await bars.count() > 0) await bars.first().hover({ force: true }); // its tooltip has a picture
}

/** As if the sanitizer had let something through. */
async function assertPolicy(browser: Browser, server: Served): Promise<void> {
  const { context, faults } = await openContext(browser, server, {});
  const page = await context.newPage();
  await page.goto(`${server.url}02-elbo.html`);
  await page.evaluate((stranger) => {
    const add = (name: string, given: Record<string, string>) => {
      const element = document.createElement(name);
      for (const [key, value] of Object.entries(given)) element.setAttribute(key, value);
      document.body.append(element);
      return element;
    };
    add("img", { src: "data:image/png;base64,AA", onerror: "window.hacked=1" });
    add("script", {}).append("window.hacked=1");
    add("img", { src: `${stranger}/1.png` });
    add("iframe", { src: `${stranger}/2` });
    add("link", { rel: "stylesheet", href: `${stranger}/3.css` });
    add("p", { style: `background:url(${stranger}/4.png)` });
    add("a", { href: "javascript:window.hacked=1" }).click();
    fetch(`${stranger}/5`).catch(() => {});
  }, stranger);
  await page.waitForTimeout(500);
  assertEquals(await page.evaluate(() => "hacked" in globalThis), false);
  assertEquals(faults.filter((fault) => fault.startsWith("request to")), []);
  assertGreater(faults.filter((fault) => fault.includes("Content Security Policy")).length, 6);
  await context.close();
}

/** What would be a door for a script or for a request, whether or not it was used. */
function suspicious(): readonly string[] {
  const found: string[] = [];
  for (const element of document.querySelectorAll(".book-page, .book-page *")) {
    const isFormula = element.closest(".katex, .figure-live") !== null;
    const name = element.tagName.toLowerCase();
    if (
      /^(?:script|iframe|object|embed|form|base|meta|link|style|svg|math)$/.test(name) && !isFormula
    ) {
      found.push(`<${name}>`);
    }
    for (const { name, value } of element.attributes) {
      if (/^(?:on|v-|:|@|srcdoc|srcset|background|form)/.test(name)) {
        found.push(`${name}="${value}"`);
      }
      if (
        /^(?:href|src|xlink:href)$/.test(name) &&
        /^\s*(?:java|vb|file|data:(?!image\/png))/i.test(value)
      ) {
        found.push(`${name}="${value}"`);
      }
    }
  }
  return found;
}

function touchEverything(): void {
  addEventListener("click", (event) => {
    const link = (event.target as Element).closest("a");
    if (link !== null && !link.href.startsWith("javascript:")) event.preventDefault();
  }, { capture: true });
  for (const element of document.querySelectorAll<HTMLElement>(".book-page *")) {
    for (const kind of ["mouseover", "focus", "toggle", "click", "load", "begin"]) {
      element.dispatchEvent(new MouseEvent(kind, { bubbles: true, cancelable: true }));
    }
  }
}

/** From the other chapter by a link, which draws the page by script; then by the search. */
async function wander(browser: Browser, server: Served): Promise<readonly string[]> {
  const { context, faults } = await openContext(browser, server, {});
  const page = await context.newPage();
  await page.goto(server.url);
  await page.locator('a[href$="01-latent-variables.html"]').first().click();
  await page.waitForURL(/01-latent/);
  await page.getByText("The end of the page.").waitFor();
  faults.push(...await page.evaluate(suspicious));
  await page.locator(".DocSearch-Button, #local-search button").first().click();
  await page.locator("#localsearch-input").fill("Heading");
  await page.waitForSelector(".VPLocalSearchBox .result", { timeout: 10_000 });
  await page.waitForTimeout(300);
  if (await page.evaluate(() => "hacked" in globalThis)) faults.push("a script ran");
  await context.close();
  return faults.filter(isFault);
}

Deno.test("attacks: each chart that asks a stranger names it, so that no list is empty by a slip", () => {
  const asking = attackingSpecs.filter((spec) => JSON.stringify(spec).includes(stranger));
  assertGreater(asking.length, 4);
});
