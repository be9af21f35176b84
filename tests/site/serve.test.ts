import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { readOptions } from "../../site/options.ts";
import { PortError, requireFreePort, serveFolder } from "../../site/serve.ts";

Deno.test("requireFreePort: names a port that is in use, and what to do", () => {
  const held = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = held.addr;
  assertThrows(() => requireFreePort(port), PortError, `port ${port} is in use`);
  held.close();
  requireFreePort(port);
});

Deno.test("serveFolder: files with their types, folders by their index, nothing outside", async () => {
  const folder = await Deno.makeTempDir();
  await Deno.mkdir(`${folder}/site/sub`, { recursive: true });
  await Deno.writeTextFile(`${folder}/secret.txt`, "secret");
  await Deno.writeTextFile(`${folder}/site/index.html`, "front");
  await Deno.writeTextFile(`${folder}/site/sub/index.html`, "sub");
  await Deno.writeTextFile(`${folder}/site/a.wasm`, "");
  await Deno.symlink(`${folder}/secret.txt`, `${folder}/site/link.txt`);
  const server = serveFolder({ folder: `${folder}/site`, base: "/course/" });
  const get = async (path: string) => {
    const response = await fetch(new URL(path, server.url));
    return [
      response.status,
      response.headers.get("content-type"),
      await response.text(),
    ];
  };
  try {
    assertEquals(await get(""), [200, "text/html; charset=utf-8", "front"]);
    assertEquals(await get("sub"), [200, "text/html; charset=utf-8", "sub"]);
    assertEquals((await get("a.wasm"))[1], "application/wasm");
    const plain = await fetch(server.url);
    assertEquals(plain.headers.get("x-content-type-options"), "nosniff");
    await plain.body?.cancel();
    for (
      const path of [
        "/",
        "../secret.txt",
        "..%2fsecret.txt",
        "link.txt",
        "%00",
        "%ff",
        "none",
      ]
    ) {
      assertEquals((await get(path))[0], 404, path);
    }
  } finally {
    await server.close();
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("readOptions: defaults, and a refusal that names what is wrong", () => {
  const options = readOptions(
    ["--no-solutions", "--base", "/course/"],
    "/project",
  )!;
  assertEquals([options.notebooks, options.out], [
    "/project/notebooks",
    "/project/_site",
  ]);
  assertEquals([options.base, options.solutions, options.api], [
    "/course/",
    "left out",
    true,
  ]);
  assertEquals(readOptions(["--help"], "/project"), undefined);
  for (const base of ["course", "/course", "./", "https://example.org/", "/a//b/"]) {
    const error = assertThrows(
      () => readOptions(["--base", base], "/project"),
      RangeError,
    );
    assertStringIncludes(error.message, base);
  }
  assertThrows(
    () => readOptions(["--port", "99999"], "/project"),
    RangeError,
    "99999",
  );
  assertThrows(
    () => readOptions(["--colour"], "/project"),
    TypeError,
    "--colour",
  );
});
