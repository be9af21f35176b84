import type { Cell, Output } from "../../tools/notebook/format.ts";
import { liveOutput } from "./live_cases.ts";
import { code, resultOutput, shown, words } from "./sample_notebook.ts";

/** Where nobody may ever ask for anything. */
export const stranger = "http://stranger.invalid";

/** What runs in a page sets it. */
const run = "window.hacked=1";

/** A picture that is none: its `onerror` is called. */
const broken = "data:image/png;base64,AA";

/** What runs while the site is built leaves a file; what reads the builder's disk shows the secret. */
export interface Targets {
  readonly trace: string;
  readonly secret: string;
}

/** HTML that runs something where it is not made harmless. */
const running: readonly string[] = [
  `<img src=${broken} onerror="${run}">`,
  `<img src="${broken}" onerror=${run} `,
  `<svg onload="${run}"></svg>`,
  `<svg><script>${run}</script><animate onbegin="${run}" attributeName=x dur=1s></svg>`,
  `<svg><a xlink:href="javascript:${run}"><text y="20">picture</text></a></svg>`,
  `<svg><use href="data:image/svg+xml,<svg id='x' onload='${run}'/>#x"></use></svg>`,
  `<img src="data:image/svg+xml;base64,${btoa(`<svg onload="${run}"/>`)}">`,
  `<details open ontoggle="${run}"><summary>s</summary>d</details>`,
  `<div v-html="'&lt;img src=${broken} onerror=${run}&gt;'">v</div>`,
  `<div v-on:click="Object.constructor('${run}')()" @mouseover="Object.constructor('${run}')()">on</div>`,
  `<p :onclick="'${run}'" v-bind:innerHTML="'&lt;img src=${broken} onerror=${run}&gt;'">bound</p>`,
  `<component :is="'script'">${run}</component>`,
  `{{ Object.constructor("${run}")() }}`,
  `<script>${run}</script>`,
  `<script setup>${run}</script>`,
  `</script><script>${run}</script>`,
  `</template><script>${run}</script><template>`,
  `</div></div></div></main><script>${run}</script>`,
  `<iframe srcdoc="<script>parent.${run.replace("window.", "")}</script>"></iframe>`,
  `<iframe src="javascript:parent.hacked=1"></iframe>`,
  `<object data="javascript:${run}"></object><embed src="javascript:${run}">`,
  `<a href="javascript:${run}">link</a> <a href=" &#106;ava&#9;script:${run}">link</a>`,
  `[link](javascript:${run}) [link](<java&Tab;script:${run}>) <javascript:${run}>`,
  `<input autofocus onfocus="${run}"><button onclick="${run}">button</button>`,
  `<form><button formaction="javascript:${run}">button</button></form>`,
  `<noscript><p title="</noscript><img src=${broken} onerror=${run}>"></noscript>`,
  `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=${broken} onerror=${run}&gt;">`,
  `<textarea><img title="</textarea><img src=${broken} onerror=${run}>"></textarea>`,
  `<a id="app">a</a><img name="currentScript"><a id="__VP_HASH_MAP__">b</a>`,
  `\`__VP_STATIC_END__';${run};//\` __VP_STATIC_END__';${run};// createStaticVNode("x", 1) __VITE_ASSET__x__`,
];

/** Asks the stranger for something. */
const asking: readonly string[] = [
  `<img src="${stranger}/1.png"> <img srcset="${stranger}/2.png 1x"> ![m](${stranger}/3.png)`,
  `<img src="//stranger.invalid/4.png"> <img src="\\\\stranger.invalid/5.png">`,
  `<picture><source srcset="${stranger}/6.png"><img alt=""></picture>`,
  `<video src="${stranger}/7" poster="${stranger}/8"></video><audio src="${stranger}/9"></audio>`,
  `<p style="background:url(${stranger}/10)">styled</p>`,
  `<style>@import url(${stranger}/11); p { background: url(${stranger}/12) }</style>`,
  `<link rel="stylesheet" href="${stranger}/13"><link rel="prefetch" href="${stranger}/14">`,
  `<base href="${stranger}/">`,
  `<meta http-equiv="refresh" content="0;url=${stranger}/15">`,
  `<form action="${stranger}/16"><input name="q"><button>send</button></form>`,
  `<iframe src="${stranger}/17"></iframe><object data="${stranger}/18"></object>`,
  `<table background="${stranger}/19"><tr><td background="${stranger}/20">t</td></tr></table>`,
  `<script src="${stranger}/21"></script>`,
];

const mathematics: readonly string[] = [
  `$\\href{javascript:${run}}{x}$ $\\url{javascript:${run}}$`,
  `$\\htmlData{a=b" onclick="${run}}{x}$ $\\htmlClass{VPNav}{y}$`,
  `$\\htmlStyle{background:url(${stranger}/31)}{x}$ $\\htmlId{app}{y}$`,
  `$\\includegraphics{${stranger}/32.png}$`,
  `$\\text{<img src=${broken} onerror=${run}>}$ $$\\text{</span><script>${run}</script>}$$`,
];

/** Runs something, or reads something, while the site is built. */
function building({ trace, secret }: Targets): readonly string[] {
  const leave = `globalThis.Deno.writeTextFileSync(\`${trace}\`,'')`;
  return [
    `<span :id="Object.constructor('return ${leave.replaceAll("'", "\\'")}')()">built</span>`,
    `{{ Object.constructor("${leave}")() }}`,
    `<script setup>\n${leave}\n</script>`,
    `<span :id="nope.x.y">empties the page</span>`,
    `<<< ${secret}`,
    `<<< @/../../../../../../../../../..${secret}`,
    `<!--@include: ${secret}-->`,
    `<!-- @include: ${secret} -->`,
    `![s](file://${secret}) <img src="file://${secret}">`,
    `\`\`\`ts {1} [<img src=${broken} onerror=${run}>]\nfence\n\`\`\``,
    `\`\`\`js-vue\n{{ Object.constructor("${leave}")() }}\n\`\`\``,
    `::: details <img src=${broken} onerror=${run}>\nx\n:::`,
    `::: v-pre\n\n::: raw\n`,
    `[[toc]] $frontmatter :smile:`,
  ];
}

/** Every attack, in a cell's words, in a heading, in a table, in outputs of several kinds. */
export function attackedCells(targets: Targets): readonly Cell[] {
  const all = [...running, ...asking, ...mathematics, ...building(targets)];
  const inline = all.filter((attack) => !attack.includes("\n"));
  const cells = all.map((attack) => words(`Before it.\n\n${attack}\n\nAfter it.`));
  return [
    words(`---\ntitle: <script>${run}</script>\nhead: [[script, {}, "${run}"]]\nlayout: no\n---`),
    words("# A stranger's notebook"),
    ...cells,
    ...inline.map((attack) => words(`## Heading ${attack} {#x onclick="${run}"}`)),
    words(`| a | b |\n|---|---|\n${inline.map((it) => `| x | ${it} |`).join("\n")}`),
    code("await show(all);", all.map((it) => shown({ "text/markdown": it, "text/plain": "it" }))),
    code("await table(all);", [
      shown({
        "text/markdown": `| a | b |\n|---|--:|\n${inline.map((it) => `| x | ${it} |`).join("\n")}`,
      }),
    ]),
    ...all.map((attack) => code(attack, plainOutputs(attack))),
    words("The end of the page."),
  ];
}

/** The attack wherever an output holds words. */
function plainOutputs(attack: string): readonly Output[] {
  const png = btoa("PNG");
  return [
    { output_type: "stream", name: "stdout", text: `${attack}\n\n${attack}\n` },
    { output_type: "error", ename: attack, evalue: attack, traceback: [attack] },
    resultOutput(attack, 1, attack, attack),
    shown({ "text/html": attack, "text/plain": attack }),
    shown({ "image/svg+xml": attack, "text/plain": attack }),
    shown({ "image/png": png, "text/plain": attack }, {
      "image/png": { alt: attack, width: attack, height: `1" onerror="${run}` },
    }),
  ];
}

const rows = { values: [{ a: 1, b: 2 }, { a: 2, b: 1 }] };

/** Charts that load, link, compile, or set the drawing's own options. */
export const attackingSpecs: readonly Readonly<Record<string, unknown>>[] = [
  { data: { url: `${stranger}/41.json` }, mark: "point" },
  { data: { url: "/02-elbo.html", format: { type: "csv" } }, mark: "point" },
  {
    data: rows,
    mark: { type: "image", url: `${stranger}/42.png`, width: 9, height: 9 },
    encoding: { x: { field: "a" } },
  },
  {
    data: rows,
    mark: { type: "point", href: `javascript:${run}` },
    encoding: { x: { field: "a" } },
  },
  {
    data: {
      values: [{
        a: 1,
        title: `<img src=${broken} onerror="${run}">`,
        image: `${stranger}/43.png`,
      }],
    },
    mark: { type: "bar", tooltip: { content: "data" } },
    encoding: { x: { field: "a", type: "quantitative" } },
  },
  {
    data: rows,
    transform: [{ calculate: `datum.constructor.constructor("${run}")()`, as: "c" }],
    mark: "point",
    encoding: { x: { field: "c" } },
  },
  {
    data: rows,
    mark: "point",
    title: `</script><script>${run}</script><img src=${broken} onerror="${run}">`,
    usermeta: {
      embedOptions: {
        loader: { baseURL: stranger },
        patch: `${stranger}/44.json`,
        config: `${stranger}/45.json`,
        ast: false,
        actions: true,
        sourceHeader: `<script>${run}</script>`,
      },
    },
  },
  {
    $schema: "https://vega.github.io/schema/vega/v5.json",
    signals: [{
      name: "s",
      init: `warn.constructor("${run}")()`,
      on: [{ events: "window:mousemove", update: `s.constructor.constructor("${run}")()` }],
    }],
    data: [{ name: "d", url: `${stranger}/46.json` }],
    marks: [{ type: "image", encode: { enter: { url: { value: `${stranger}/47.png` } } } }],
  },
];

/** A notebook's cells with a chart each. */
export function attackingCharts(): readonly Cell[] {
  return [
    words("# A stranger's charts"),
    ...attackingSpecs.map((spec) =>
      code("await plot(chart);", [
        shown({
          "application/vnd.vegalite.v5+json": spec,
          "image/png": btoa("PNG"),
          "text/plain": "It.",
        }),
      ])
    ),
    code("await plot(address);", [
      shown({
        "application/vnd.vegalite.v5+json": `${stranger}/48.json`,
        "image/png": btoa("PNG"),
        "text/plain": "It.",
      }),
    ]),
    ...attackingGivens.map((given) => code("await plot(live);", [liveOutput("bound", given)])),
    ...attackingNames.map((name) => code("await plot(live);", [liveOutput(name, {})])),
    words("The end of the page."),
  ];
}

/** What a stranger hands to an explorable of the course: words where numbers belong. */
const attackingGivens: readonly unknown[] = [
  { prior: [0.36, 0.64], likelihood: [`<img src=${broken} onerror="${run}">`, 0.22] },
  { prior: `<svg onload="${run}">`, likelihood: [0.18, 0.22], __proto__: { hacked: 1 } },
  JSON.parse(`{"prior":[0.36,0.64],"likelihood":[0.18,0.22],"__proto__":{"hacked":1}}`),
  null,
  [`${stranger}/49`],
];

/** Names that lead elsewhere. */
const attackingNames: readonly unknown[] = [
  "../../../secret",
  `${stranger}/50.js`,
  `"><script>${run}</script>`,
  `data:text/javascript,${run}`,
  { name: "bound" },
];

/** What authors of the course write, and every page must keep. */
export const wantedCells: readonly Cell[] = [
  words('## Where we are\n\n<a id="mine"></a> [out](https://example.org/) of here'),
  words("<details><summary>More</summary>\n\n**What to see.** Words.\n\n</details>"),
  words("| a |\n|--:|\n| 1 |\n\n$$a = b\\tag{LVM-1}$$\n\nand $c$"),
];
