/** The site's part of explorables: what a page is told, what is drawn, how large the files are. */
import { assert, assertEquals, assertLess, assertMatch, assertStringIncludes } from "@std/assert";
import type { Button, Mark } from "lib/live";
import { fileURLToPath } from "node:url";
import { makeBook } from "../../site/book.ts";
import { elementOf } from "../../site/live/svg.ts";
import { neighbour } from "../../site/live/touches.ts";
import { bundleLive } from "../../site/live_bundle.ts";
import { liveCases, livePage } from "./live_cases.ts";
import { notebookText, plainly } from "./sample_notebook.ts";

const root = fileURLToPath(new URL("../../", import.meta.url)).replace(/[/\\]$/, "");

Deno.test({
  name:
    "explorables: each is at most 20 KB on its way, with a worker and WebAssembly 300, and its file's name holds its checksum",
  sanitizeOps: false,
  sanitizeResources: false, // esbuild's own process
  async fn() {
    const names = liveCases.map(({ slug, name }) => `${slug}/${name}`);
    const bundled = await bundleLive(root, names);
    assertEquals([...bundled.keys()], names);
    for (const [name, { module: { path, bytes }, worker, beside }] of bundled) {
      const rest = [...worker === undefined ? [] : [worker], ...beside]
        .filter(({ path }) => !path.endsWith("kernels.plain.wasm")); // one of the two builds is loaded
      const sizes = await Promise.all([{ bytes }, ...rest].map((file) => zipped(file.bytes)));
      const whole = sizes.reduce((sum, size) => sum + size, 0);
      assertLess(whole, worker === undefined ? 20_000 : 300_000, name);
      assertMatch(path, /^live\/[\w-]+\.[0-9a-f]{8}\.js$/);
      assertLess(await zipped(bytes), 20 * 1024, path);
      const text = new TextDecoder().decode(bytes);
      assert(!/\beval\(|new Function\(/.test(text), `${path} compiles text`);
    }
    assertEquals(await bundleLive(root, ["02-elbo/none", "02-elbo/../../x", "/", ""]), new Map());
  },
});

async function zipped(bytes: Uint8Array<ArrayBuffer>): Promise<number> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"));
  return (await new Response(stream).arrayBuffer()).byteLength;
}

const file = (path: string) => ({ path, bytes: new Uint8Array([1]) });

Deno.test("makeBook: a figure tells its page where its explorable is, and what that is given", async () => {
  const files = new Map([["02-elbo.ipynb", notebookText(...livePage("bound", { "a<b": [1] }))]]);
  const asked: string[] = [];
  const book = await makeBook(files, plainly, "shown", new Map(), (names) => {
    asked.push(...names);
    return Promise.resolve(new Map([["02-elbo/bound", { module: file("live/b.js"), beside: [] }]]));
  });
  assertEquals(asked, ["02-elbo/bound"]);
  const page = book.pages.find(({ name }) => name === "02-elbo")!;
  const given = /data-given="\.\/(figures\/02-elbo-1-given\.\w{8}\.json)"/.exec(page.html)![1]!;
  assertStringIncludes(page.html, ' data-live="./live/b.js" ');
  const asset = page.assets.find(({ path }) => path === given)!;
  assertEquals(new TextDecoder().decode(asset.bytes), '{"a<b":[1]}');
  assert(page.assets.some(({ path }) => path === "live/b.js"));
});

Deno.test("makeBook: a name that is none, or has no file, leaves the picture alone", async () => {
  for (const name of ["none", '"><script>', 7, null, undefined, { toString: 1 }]) {
    const files = new Map([["02-elbo.ipynb", notebookText(...livePage(name, {}))]]);
    const book = await makeBook(files, plainly);
    const page = book.pages.find((each) => each.name === "02-elbo")!;
    assert(!page.html.includes("data-live"), JSON.stringify(name));
    assertStringIncludes(page.html, '<figure class="figure"');
  }
});

Deno.test("elementOf: colours are variables, stripes a pattern, words nothing but words", () => {
  const stripes = (ink: string) => `url(#${ink})`;
  const box: Mark = { kind: "box", x: 1, y: 2, width: 3, height: 4, fill: "bound", stroke: "ink" };
  const { tag, attributes } = elementOf(box, stripes);
  assertEquals(tag, "rect");
  assertEquals(attributes.fill, "var(--live-bound)");
  assertEquals(attributes["stroke-width"], 1);
  assertEquals(elementOf({ ...box, striped: true }, stripes).attributes.fill, "url(#bound)");
  const line: Mark = { kind: "path", pieces: [[[0, 0], [1 / 3, 2]], [[5, 5]]], closed: true };
  assertEquals(elementOf(line, stripes).attributes.d, "M0 0L0.33 2ZM5 5Z");
  assertEquals(elementOf(line, stripes).attributes.fill, "none");
  const words = elementOf({ kind: "words", x: 0, y: 0, words: "<b>&" }, stripes);
  assertEquals([words.tag, words.words], ["text", "<b>&"]);
});

Deno.test("neighbour: arrows lead to the nearest spot in their direction, and to none beyond", () => {
  const at = (x: number, y: number): Button => ({ x, y, width: 10, height: 10, label: "" });
  const spots = [at(0, 0), at(10, 0), at(20, 0), at(0, 10), at(10, 30)];
  const lead = (from: number, x: number, y: number) => neighbour(spots, from, { x, y });
  assertEquals([lead(0, 1, 0), lead(1, 1, 0), lead(2, 1, 0), lead(1, -1, 0)], [1, 2, -1, 0]);
  assertEquals([lead(0, 0, 1), lead(3, 0, -1), lead(1, 0, 1)], [3, 0, 4]);
});
