/** How charts are dressed for the page, and fitted to a phone. */
import { assertEquals } from "@std/assert";
import { canNarrow, dressed, fitSpec, narrowed, type Spec } from "../../site/theme/fit.ts";

const plot: Spec = { width: 450, height: 300 };
const map: Spec = {
  ...plot,
  usermeta: { shape: "keep" },
  encoding: { y: { axis: { titleX: -38 } } },
};
const panelsOf = (panel: Spec, columns: number, usermeta?: object): Spec => ({
  concat: [panel, panel, panel],
  columns,
  ...(usermeta === undefined ? {} : { usermeta }),
});
const widths = ({ concat }: Spec) => (concat as Spec[]).map(({ width, height }) => [width, height]);

Deno.test("dressed: the page's theme takes the place of the figure's, its film goes on playing", () => {
  const signals = [{ name: "playFrame" }];
  const spec = { ...plot, background: "#ffffff", config: { axis: { grid: true }, signals } };
  assertEquals(dressed(spec, { font: "x" }), { ...plot, config: { font: "x", signals } });
  assertEquals(dressed(plot, { font: "x" }), { ...plot, config: { font: "x" } });
  assertEquals(dressed({ config: "https://a.stranger" }, {}), { config: {} });
});

Deno.test("fitSpec: a plot is as wide as there is room, and as high as before", () => {
  const { width, height } = fitSpec(plot, 340);
  assertEquals([width, height], [340, 300]);
  assertEquals(fitSpec(plot, 1000).width, 530);
});

Deno.test("fitSpec: what must stay round shrinks both ways", () => {
  const { width, height, autosize } = fitSpec(map, 350);
  assertEquals([width, height, autosize], [300, 200, undefined]); // 38 for labels, 12 for their ends
  assertEquals(fitSpec(map, 1000).width, 450);
  const less = narrowed(fitSpec(map, 350), 30);
  assertEquals([less.width, less.height], [270, 180]);
});

Deno.test("fitSpec: panels go below each other on a phone; small multiples shrink instead", () => {
  assertEquals(fitSpec(panelsOf(plot, 3), 350).columns, 1);
  const small = { width: 150, height: 138 };
  const kept = fitSpec(panelsOf(small, 3, { columns: "keep" }), 340);
  assertEquals([kept.columns, widths(kept)[0]], [3, [98, 138]]);
  const both = fitSpec(panelsOf(small, 3, { columns: "keep", shape: "keep" }), 340);
  assertEquals(widths(both)[0], [98, 90]);
  assertEquals(widths(narrowed(both, 30))[0], [88, 81]);
});

Deno.test("canNarrow: panels and maps; a plot already fits itself", () => {
  assertEquals([plot, map, panelsOf(plot, 3)].map(canNarrow), [false, true, true]);
});
