import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { requireOwnScripts, withoutContent } from "../../site/finish.ts";
import { inlineScripts, policy, withPolicy } from "../../site/policy.ts";

const page = {
  name: "02-elbo",
  front: {},
  html: '<div class="book-page">words</div>',
  searched: "",
  assets: [],
};

Deno.test("withoutContent: a page that came out empty, cut or twice ends the build", () => {
  const around = (content: string) => `<body>${content}</body>`;
  assertEquals(withoutContent(around(page.html), "02-elbo.html", page), "<body></body>");
  for (const wrong of ["", page.html.slice(1), page.html + page.html]) {
    const error = assertThrows(() => withoutContent(around(wrong), "02-elbo.html", page), Error);
    assertStringIncludes(error.message, "02-elbo.html does not show what 02-elbo holds");
  }
  const empty = { ...page, html: "" };
  assertThrows(
    () => withoutContent("<body></body>", "02-elbo.html", empty),
    Error,
    "does not show",
  );
});

Deno.test("requireOwnScripts: a script that the site has not written ends the build", () => {
  const own = ["theme()"];
  requireOwnScripts("a.html", '<script id="x">theme()</script><script src="/a.js"></script>', own);
  assertThrows(
    () => requireOwnScripts("a.html", "<p><SCRIPT>stolen()</SCRIPT>", own),
    Error,
    "a.html holds a script that is not the site's: stolen()",
  );
});

Deno.test("policy: own files, known scripts by their checksum, no compiling, nobody else", async () => {
  const content = await policy(inlineScripts("<script>alert('Hello, world.');</script>"));
  // the checksum that the specification of Content Security Policy gives as its example
  assertStringIncludes(content, "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='");
  assertStringIncludes(content, "default-src 'none'; script-src 'self' 'sha256-");
  assertEquals(content.includes("eval"), false);
  assertEquals(/script-src[^;]*unsafe/.test(content), false);
  assertEquals(/\*|https?:/.test(content), false);
});

Deno.test("policy: only a page that computes with WebAssembly may compile it, and still no text", async () => {
  const content = await policy([], [], { wasm: true });
  assertStringIncludes(content, "script-src 'self' 'wasm-unsafe-eval';");
  assertStringIncludes(content, "connect-src 'self' blob:;");
  assertEquals(content.replace("'wasm-unsafe-eval'", "").includes("eval"), false);
});

Deno.test("withPolicy: it stands before all that it governs, the encoding excepted", () => {
  const html = '<html><head>\n<meta charset="utf-8"><script src="a.js"></script></head></html>';
  assertStringIncludes(
    withPolicy(html, "default-src 'none'"),
    '<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" ' +
      "content=\"default-src 'none'\"><script",
  );
});
