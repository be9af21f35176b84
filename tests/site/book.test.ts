import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { makeBook } from "../../site/book.ts";
import { chapters, partOf, parts } from "../../notebooks/catalogue.ts";
import { BookError } from "../../site/equations.ts";
import type { Cell } from "../../tools/notebook/format.ts";
import { code, notebookText, plainly, resultOutput, shown, words } from "./sample_notebook.ts";

async function pageOf(...cells: readonly Cell[]): Promise<string> {
  const book = await makeBook(new Map([["02-elbo.ipynb", notebookText(...cells)]]), plainly);
  return book.pages.find(({ name }) => name === "02-elbo")!.html;
}

function assertLacks(text: string, part: string): void {
  assert(!text.includes(part), `found ${JSON.stringify(part)} in:\n${text}`);
}

Deno.test("chapters: 23 of them, numbered in order, within their parts", () => {
  assertEquals(
    chapters.map(({ number }) => Number(number)),
    Array.from({ length: 23 }, (_, i) => i + 1),
  );
  assertEquals(
    parts.map(({ number }) => chapters.filter(({ part }) => part === number).length),
    [8, 4, 7, 4],
  );
  assertEquals(new Set(chapters.map(({ slug }) => slug)).size, 23);
  assertEquals(partOf(chapters[12]!).numeral, "III");
});

Deno.test("makeBook: the index links what is written and names the rest as planned", async () => {
  const files = new Map([["02-elbo.ipynb", notebookText(words("# 02 · The ELBO"))]]);
  const book = await makeBook(files, plainly);
  const index = book.pages.find(({ name }) => name === "index")!.html;
  assertEquals(book.stems, ["02-elbo"]);
  assertStringIncludes(index, 'href="./02-elbo.html"');
  assertLacks(index, "03-em.html");
  assertEquals(index.split(">planned<").length - 1, 22);
  assertEquals(
    [...index.matchAll(/<svg[^>]*role="img"[^>]*><title/g)].length,
    4,
  );
});

Deno.test("makeBook: a notebook that is in no part is refused", async () => {
  const files = new Map([["02-elba.ipynb", notebookText()]]);
  await assertRejects(() => makeBook(files, plainly), BookError, "02-elba.ipynb");
});

Deno.test("makeBook: what is no notebook is refused by name", async () => {
  await assertRejects(
    () => makeBook(new Map([["02-elbo.ipynb", "{"]]), plainly),
    TypeError,
    "02-elbo.ipynb",
  );
  await assertRejects(
    () => makeBook(new Map([["02-elbo.ipynb", '{"nbformat": 3}']]), plainly),
    TypeError,
    "its top level is not an object with `cells` and `metadata`",
  );
  const cells: readonly (readonly [unknown, string])[] = [
    [null, "cell 0 is not a cell of type code, markdown or raw"],
    [{ cell_type: "code", source: "" }, "the metadata of cell 0 is not an object"],
    [{ cell_type: "html", metadata: {} }, "cell 0 is not a cell of type code, markdown or raw"],
    [
      { cell_type: "code", source: "", metadata: {}, outputs: [1] },
      "the list of outputs of cell 0 is not one of records",
    ],
  ];
  for (const [cell, words] of cells) {
    const text = JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [cell] });
    const files = new Map([["02-elbo.ipynb", text]]);
    await assertRejects(() => makeBook(files, plainly), TypeError, `02-elbo.ipynb: ${words}`);
  }
});

Deno.test("makeBook: the same notebooks give the same pages and files", async () => {
  const files = new Map([[
    "02-elbo.ipynb",
    notebookText(words("# A"), code("1", [shown({ "text/plain": "1" })])),
  ]]);
  assertEquals(await makeBook(files, plainly), await makeBook(files, plainly));
});

Deno.test("links: between notebooks they become links between pages", async () => {
  const book = await makeBook(
    new Map([
      [
        "01-latent-variables.ipynb",
        notebookText(words("$$a\\tag{LVM-1}$$ see [next](02-elbo.ipynb#Where-we-are)")),
      ],
      [
        "02-elbo.ipynb",
        notebookText(
          words(
            "[LVM-1](01-latent-variables.ipynb#eq-lvm-1), `[x](03-em.ipynb)`",
          ),
        ),
      ],
    ]),
    plainly,
  );
  const [, first, second] = book.pages.map(({ html }) => html);
  assertStringIncludes(first!, "[next](./02-elbo.html#where-we-are)");
  assertStringIncludes(second!, "[LVM-1](./01-latent-variables.html#eq-lvm-1)");
  assertStringIncludes(second!, "`[x](03-em.ipynb)`");
});

Deno.test("links: a link to a notebook that is not there is refused", async () => {
  await assertRejects(
    () => pageOf(words("[EM](03-em.ipynb)")),
    BookError,
    "03-em.ipynb",
  );
});

Deno.test("links: a file of the repository that is not on the site becomes plain words", async () => {
  assertStringIncludes(
    await pageOf(words("See [the source](../data/README.md).")),
    "See the source.",
  );
});

Deno.test("equations: mentions in words become links, in code and formulas they do not", async () => {
  const page = await pageOf(
    words(
      "$$x\\tag{ELBO-4}$$\n\nBy (ELBO-4) and `ELBO-4` and $\\text{ELBO-4}$, not (VI-9).\n\n## On ELBO-4",
    ),
    code("// ELBO-4"),
  );
  assertStringIncludes(
    page,
    "By ([ELBO-4](#eq-elbo-4)) and `ELBO-4` and $\\text{ELBO-4}$, not (VI-9).",
  );
  assertStringIncludes(page, "// ELBO-4");
  assertStringIncludes(page, "## On ELBO-4");
});

Deno.test("equations: the author's anchor is left to the equation, others stay", async () => {
  const page = await pageOf(
    words('<a id="eq-elbo-4"></a>\n\n$$x\\tag{ELBO-4}$$\n\n<a id="mine"></a> here'),
  );
  assertLacks(page, 'id="eq-elbo-4"');
  assertStringIncludes(page, '<a id="mine"></a>');
});

Deno.test("equations: a tag used twice is refused", async () => {
  const twice = words("$$x\\tag{ELBO-4}$$\n\n$$y\\tag{ELBO-4}$$");
  await assertRejects(() => pageOf(twice), BookError, "ELBO-4");
});

Deno.test("prose: unknown tags become words, known tags stay tags", async () => {
  const page = await pageOf(
    words("A {{ x }} and Array<number> and <b>bold</b> and `{{ y }}`."),
  );
  assertStringIncludes(page, "A {{ x }} and Array&lt;number&gt; and <b>bold</b> and `{{ y }}`.");
});

Deno.test("pages: one element each, without the words that VitePress takes for its own", async () => {
  const page = await pageOf(words("___VP_STATIC_END___ __VITE_ASSET__a__ import.meta.env"));
  assert(page.startsWith('<div class="book-page">') && page.endsWith("</div>"));
  assertLacks(page, "__");
  assertLacks(page, "import.meta");
  assertStringIncludes(page, "&#95;&#95;_VP_STATIC_END&#95;&#95;_ ");
});

Deno.test("pages: what VitePress is told of them comes from the catalogue", async () => {
  const files = new Map([["02-elbo.ipynb", notebookText(words("---\nhead: [x]\n---\n\n# Mine"))]]);
  const page = (await makeBook(files, plainly)).pages.find(({ name }) => name === "02-elbo")!;
  assertEquals(page.front.title, "02 · The ELBO");
  assertEquals(Object.keys(page.front), ["title", "description", "outline"]);
});

Deno.test("pages: the question stands below the title, be that a cell's or the catalogue's", async () => {
  const own = await pageOf(words("before\n\n# Mine\n\nafter"));
  assert(/before[^]*# Mine[^]*chapter-lead[^]*after/.test(own), own);
  const none = await pageOf(code("// # not a title"), words("```\n# nor this\n```"));
  assert(/# 02 · The ELBO[^]*chapter-lead[^]*not a title/.test(none), none);
});

Deno.test("outputs: a result is its name, value and unit; a pure number has no unit", async () => {
  const page = await pageOf(
    code("1", [
      resultOutput("log-evidence", -0.478, "−0.478000", "nats"),
      resultOutput("chance", 0.5, "0.500000", "1"),
    ]),
  );
  assertStringIncludes(
    page,
    '<dt>the log-evidence</dt><dd>−0.478000<span class="unit"> nats</span></dd>',
  );
  assertStringIncludes(page, "<dt>the chance</dt><dd>0.500000</dd>");
});

Deno.test("outputs: streams in a row become one, colour codes go, empty lines stay in the box", async () => {
  const stream = (text: string) => ({ output_type: "stream", name: "stdout", text } as const);
  const page = await pageOf(code("1", [stream("a\n"), stream("\n\x1b[31mb\x1b[0m <i>{{\n")]));
  assertStringIncludes(
    page,
    '<pre class="output-text scroll">a\n\nb &lt;i&gt;{{</pre>',
  );
});

Deno.test("outputs: an error on purpose shows its words, not its traceback", async () => {
  const error = {
    output_type: "error",
    ename: "RangeError",
    evalue: "q is 2",
    traceback: ["at x"],
  } as const;
  const page = await pageOf(code("f()", [error], "shows-error"));
  assertStringIncludes(page, "RangeError: q is 2");
  assertLacks(page, "at x");
});

Deno.test("outputs: a table scrolls in a box of its own", async () => {
  const table = shown({
    "text/markdown": "| a |\n| ---: |\n| 1 |",
    "text/plain": "a\n1",
  });
  const page = await pageOf(code("1", [table]));
  assertStringIncludes(page, 'class="output-table scroll"');
  assertStringIncludes(page, "| a |\n| ---: |\n| 1 |</div>");
});

Deno.test("figures: picture and spec become files, the description goes along", async () => {
  const spec = { $schema: "s", mark: "line" };
  const figure = shown(
    {
      "application/vnd.vegalite.v5+json": {
        ...spec,
        usermeta: { embedOptions: { ast: false }, shape: "keep", columns: "https://a.stranger" },
      },
      "image/png": btoa("PNG"),
      "text/plain": "A hill.",
    },
    { "image/png": { alt: 'A "hill" over q.', width: 640, height: 380 } },
  );
  const files = new Map([["02-elbo.ipynb", notebookText(code("1", [figure]))]]);
  const book = await makeBook(files, plainly);
  const { html, assets } = book.pages.find(({ name }) => name === "02-elbo")!;
  assertEquals(
    assets.map(({ path }) => path.replace(/\.[0-9a-f]{8}\./, ".#.")),
    [
      "figures/02-elbo-1.#.png",
      "figures/02-elbo-1.#.json",
    ],
  );
  assertEquals(new TextDecoder().decode(assets[0]!.bytes), "PNG");
  // of what a figure says of itself, only the words that the page knows
  const kept = { ...spec, usermeta: { shape: "keep" } };
  assertEquals(JSON.parse(new TextDecoder().decode(assets[1]!.bytes)), kept);
  assertStringIncludes(html, 'alt="A &quot;hill&quot; over q." width="640" height="380"');
  assertStringIncludes(html, 'data-spec="./figures/02-elbo-1.');
  assertStringIncludes(html, "<summary>Figure 02.1<span> in words</span></summary>");
});

const solved = [
  words("# T\n\nExercise"),
  words("**Solution 02.1.** Because.", "solution"),
  code("gapSolution();", [], "solution"),
  words("**Solution 02.2**", "solution"),
  code("other();", [], "solution"),
];

Deno.test("solutions: each folds away under its own name", async () => {
  const page = await pageOf(...solved);
  assertEquals(
    [...page.matchAll(/<summary>(.*?)<\/summary>/g)].map(([, title]) => title),
    [
      "Solution 02.1",
      "Solution 02.2",
    ],
  );
  assertLacks(page, "**Solution");
  assertStringIncludes(
    page,
    "</summary>Because.\n<pre>gapSolution();</pre></details>",
  );
});

Deno.test("solutions: left out, they are neither on the page nor in the notebook to download", async () => {
  const files = new Map([["02-elbo.ipynb", notebookText(...solved)]]);
  const book = await makeBook(files, plainly, "left out");
  const everything = book.pages.map(({ html, searched }) => html + searched).join() +
    book.assets.map(({ bytes }) => new TextDecoder().decode(bytes)).join();
  assertLacks(everything, "olution");
  assertStringIncludes(everything, "Exercise");
});
