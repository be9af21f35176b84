/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import type { Browser, BrowserContext, Page } from "playwright-core";
import type { Served } from "../../site/serve.ts";

/** A context that lets nothing out but to the server; `faults` gathers what must not happen. */
export async function openContext(
  browser: Browser,
  server: Served,
  options: Parameters<Browser["newContext"]>[0],
): Promise<{ context: BrowserContext; faults: string[] }> {
  const context = await browser.newContext(options);
  const faults: string[] = [];
  const host = new URL(server.url).host;
  await context.route(
    (url) => url.host !== host && url.protocol.startsWith("http"),
    (route) => {
      faults.push(`request to ${route.request().url()}`);
      return route.abort();
    },
  );
  context.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) {
      faults.push(`console: ${message.text()}`);
    }
  });
  context.on(
    "weberror",
    (error) => faults.push(`error: ${error.error().message}`),
  );
  context.on("response", (response) => {
    if (response.status() >= 400) {
      faults.push(`${response.status()} for ${response.url()}`);
    }
  });
  return { context, faults };
}

/** Brings the first figures into view, so that they are drawn. */
export async function enliven(page: Page, count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    await page.locator(".figure").nth(i).evaluate((figure) => figure.scrollIntoView());
    await page.waitForSelector(`.figure[data-state=live] >> nth=${i}`, { timeout: 20_000 });
  }
}

/** What axe finds with its default rules, three places of each kind. */
export async function findings(page: Page): Promise<readonly string[]> {
  return await page.evaluate(async () => {
    // deno-lint-ignore no-explicit-any -- put there by the init script
    const results = await (globalThis as any).axe.run(document, {
      resultTypes: ["violations"],
    });
    return results.violations.flatMap((each: { id: string; nodes: { target: string[] }[] }) =>
      each.nodes.slice(0, 3).map(({ target }) => `${each.id} at ${target.join(" ")}`)
    );
  });
}

/** Moves the page's first slider by keys, and looks at it in the other theme; false without one. */
export async function checkSlider(page: Page, path: string): Promise<boolean> {
  if (await page.locator("input[type=range]").count() === 0) return false;
  const figure = page.locator(".figure:has(input[type=range])").first();
  const input = figure.locator("input[type=range]").first();
  const drawing = () => figure.locator("svg").first().innerHTML();
  const changed = async (before: string, what: string) => {
    for (let i = 0; i < 50; i++) {
      if (await drawing() !== before) return;
      await page.waitForTimeout(100);
    }
    throw new Error(`${path}: ${what}`);
  };
  const first = await drawing();
  const isAtEnd = await input.inputValue() === await input.getAttribute("max");
  await input.focus();
  await page.keyboard.press(isAtEnd ? "Home" : "End");
  await changed(first, "the slider moves nothing");
  const [moved, place] = [await drawing(), await input.inputValue()];
  await page.evaluate(() => document.querySelector<HTMLElement>(".VPSwitchAppearance")!.click());
  await changed(moved, "a dark page keeps a light chart");
  assertEquals(await input.inputValue(), place, `${path}: the slider loses its place`);
  await page.evaluate(() => document.querySelector<HTMLElement>(".VPSwitchAppearance")!.click());
  return true;
}

/** Where the page's links lead on the site itself. */
export async function linksOf(page: Page, server: Served): Promise<readonly string[]> {
  const all = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLAnchorElement>("a[href]")].map((link) => link.href)
  );
  return all.filter((href) => href.startsWith(server.url)).map((href) => href.split("#")[0]!);
}

/** Those that the server does not have. */
export async function deadAddresses(links: ReadonlySet<string>): Promise<readonly string[]> {
  const dead: string[] = [];
  for (const link of links) {
    const response = await fetch(link);
    await response.body?.cancel();
    if (!response.ok) dead.push(`${response.status} for ${link}`);
  }
  return dead;
}
