import { assertEquals } from "@std/assert";
import { mendApiPage } from "../../site/api.ts";
import { deadLinks } from "../../site/check_links.ts";

const page = (html: string, base = "/") =>
  deadLinks(
    new Map([["index.html", html], ["b.html", '<h2 id="there">x</h2>']]),
    new Set(["index.html", "b.html", "sub/index.html", "p.png"]),
    base,
  ).map(({ target, reason }) => `${target}: ${reason}`);

Deno.test("deadLinks: finds missing files, anchors and pictures, and accepts what is there", () => {
  assertEquals(
    page('<a href="./b.html#there">b</a><a href="sub/">s</a><img src="p.png">'),
    [],
  );
  assertEquals(page('<a class="x" href="./c.html">c</a>'), ["./c.html: no such file"]);
  assertEquals(page('<a href="b.html#here">b</a>'), ["b.html#here: no such anchor"]);
  assertEquals(page('<img alt="" src="/q.png">'), ["/q.png: no such file"]);
});

Deno.test("deadLinks: another host may be linked, but nothing may be loaded from it", () => {
  assertEquals(page('<a href="https://example.org/">e</a>'), []);
  assertEquals(page('<script src="https://example.org/x.js"></script>'), [
    "https://example.org/x.js: another host",
  ]);
  assertEquals(page('<link rel="stylesheet" href="//example.org/x.css">'), [
    "//example.org/x.css: another host",
  ]);
});

Deno.test("deadLinks: an address that leaves the base is dead", () => {
  assertEquals(page('<a href="/b.html">b</a>', "/course/"), ["/b.html: no such file"]);
  assertEquals(page('<a href="/course/b.html">b</a>', "/course/"), []);
});

Deno.test("mendApiPage: names the language, leads back, drops links to nowhere", () => {
  const mended = mendApiPage(
    '<html><div><ul class="breadcrumbs"><li>lib</li></ul></div><a href="#a">a</a><a href="#b">b</a><p id="a">f<a href="x">k</a>',
    1,
  );
  assertEquals(mended.includes('<html lang="en">'), true);
  assertEquals(mended.includes('href="../../"'), true);
  assertEquals(mended.includes('href="#a"'), true);
  assertEquals(mended.includes('href="#b"'), false);
  assertEquals(mended.includes("f[k](x)"), true);
});

Deno.test("mendApiPage: a second method is where other pages look for it", () => {
  const mended = mendApiPage(
    '<p id="method_init_0"><p id="method_apply_1"><p id="method_apply_2"><a href="#method_apply_2">',
    1,
  );
  assertEquals(
    mended,
    '<p id="method_init_0"><p id="method_apply_0"><p id="method_apply_1"><a href="#method_apply_1">',
  );
});
