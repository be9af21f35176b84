/// <reference lib="dom" />
import { assert, assertEquals, assertGreater } from "@std/assert";
import axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import { type Served, serveFolder } from "../../site/serve.ts";
import { buildSite, notBuilt } from "./build_site.ts";
import { announceSkip, launchChromium, noChromium } from "./chromium.ts";
import { checkSlider, deadAddresses, enliven, findings, linksOf, openContext } from "./reader.ts";

const base = "/course/";
const reason = noChromium ?? notBuilt;
if (reason !== undefined) announceSkip("the site in a real browser", reason);

interface Look {
  readonly width: number;
  readonly colorScheme: "light" | "dark";
}

const wide: Look = { width: 1280, colorScheme: "light" };
const narrow: Look = { width: 390, colorScheme: "light" };
const dark: Look = { width: 1280, colorScheme: "dark" };
const reference = ["api/index.html", "api/inference/index.html", "api/inference/~/elbo.html"];

Deno.test({
  name: "site: whole, offline, accessible, alive, below a subfolder",
  ignore: reason !== undefined,
  sanitizeOps: false,
  sanitizeResources: false, // the browser's pipes outlive the steps
  async fn(test) {
    const folder = await Deno.makeTempDir();
    const stems = await buildBook(folder);
    const server = serveFolder({ folder: `${folder}/site`, base });
    const browser = await launchChromium();
    const pages = ["", ...stems.map((stem) => `${stem}.html`)];
    try {
      const links = new Set<string>();
      const sliders: string[] = [];
      await test.step("wide, narrow, dark: no finding of axe, no error, no stranger", async () => {
        const looked = [
          checkLook(browser, server, pages, wide, async (page, path) => {
            for (const link of await linksOf(page, server)) links.add(link);
            if (await checkSlider(page, path)) sliders.push(path);
          }),
          checkLook(browser, server, pages, narrow),
          checkLook(browser, server, pages, dark),
        ];
        assertEquals((await Promise.all(looked)).flat(), []);
      });
      await test.step("sliders move a chart, a change of theme redraws it", () => {
        assertGreater(sliders.length, 0, "no chapter has a slider");
      });
      await test.step("every link leads somewhere", async () => {
        assertGreater(links.size, pages.length);
        assertEquals(await deadAddresses(links), []);
      });
      await test.step("search finds a word and leads to it", async () => {
        await checkSearch(browser, server);
      });
      await test.step("without scripts the pictures stand, with their words", async () => {
        await checkWithoutScripts(browser, server, pages);
      });
      await test.step("API reference: no finding of axe, no stranger", async () => {
        const looked = [wide, dark].map((look) => checkLook(browser, server, reference, look));
        assertEquals((await Promise.all(looked)).flat(), []);
      });
    } finally {
      await browser.close();
      await server.close();
      await Deno.remove(folder, { recursive: true });
    }
  },
});

/** Builds the real notebooks; returns their stems. */
async function buildBook(folder: string): Promise<readonly string[]> {
  const { success, said } = await buildSite("--out", `${folder}/site`, "--base", base);
  assert(success, `the site cannot be built:\n${said}`);
  const names = [...Deno.readDirSync(`${folder}/site`)].map(({ name }) => name);
  const stems = names.flatMap((name) => /^(\d\d-.*)\.html$/.exec(name)?.[1] ?? []).sort();
  assertGreater(stems.length, 0);
  return stems;
}

/** Looks at each page as a reader of that look would; returns what is wrong. */
async function checkLook(
  browser: Browser,
  server: Served,
  pages: readonly string[],
  { width, colorScheme }: Look,
  also: (page: Page, path: string) => Promise<void> = () => Promise.resolve(),
): Promise<readonly string[]> {
  const options = {
    viewport: { width, height: 900 },
    colorScheme,
    reducedMotion: "reduce",
  } as const;
  const { context, faults } = await openContext(browser, server, options);
  await context.addInitScript(axe.source);
  const page = await context.newPage();
  for (const path of pages) {
    const name = `${path || "index"} (${width}, ${colorScheme})`;
    await page.goto(server.url + path);
    await enliven(page, await page.locator(".figure").count());
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (overflow > 0) faults.push(`${name}: ${overflow} pixels too wide`);
    faults.push(...(await findings(page)).map((finding) => `${name}: ${finding}`));
    await also(page, path);
  }
  await context.close();
  return faults;
}

async function checkSearch(browser: Browser, server: Served): Promise<void> {
  const { context, faults } = await openContext(browser, server, {});
  const page = await context.newPage();
  await page.goto(server.url);
  await page.locator(".DocSearch-Button, #local-search button").first().click();
  await page.locator("#localsearch-input").fill("Jensen");
  await page.waitForSelector(".VPLocalSearchBox .result", { timeout: 10_000 });
  await page.keyboard.press("Enter");
  await page.waitForURL(/02-elbo\.html/);
  await enliven(page, 1); // on a page that came without loading another document, too
  await context.close();
  assertEquals(faults, []);
}

async function checkWithoutScripts(
  browser: Browser,
  server: Served,
  pages: readonly string[],
): Promise<void> {
  const { context, faults } = await openContext(browser, server, {
    javaScriptEnabled: false,
  });
  const page = await context.newPage();
  for (const path of pages.slice(1)) {
    await page.goto(server.url + path);
    for (const picture of await page.locator(".figure img").all()) {
      await picture.scrollIntoViewIfNeeded();
      assert(await picture.isVisible());
      assertGreater((await picture.getAttribute("alt"))?.length ?? 0, 20, path);
    }
  }
  await context.close();
  assertEquals(faults, []);
}
