import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { MissingAssetError, renderPicture, writeAtomic, WriteError } from "lib/notebook";
import { figure, line } from "lib/viz";

const names = async (folder: string) => {
  const found: string[] = [];
  for await (const { name } of Deno.readDir(folder)) found.push(name);
  return found.sort();
};

async function inFolder(run: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await run(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("writeAtomic: writes text and bytes, to paths and addresses, and leaves nothing beside", () =>
  inFolder(async (folder) => {
    await writeAtomic(`${folder}/a.txt`, "ä\n");
    await writeAtomic(new URL(`file://${folder}/b.bin`), new Uint8Array([1, 2]));
    assertEquals(await Deno.readTextFile(`${folder}/a.txt`), "ä\n");
    assertEquals(await Deno.readFile(`${folder}/b.bin`), new Uint8Array([1, 2]));
    assertEquals(await names(folder), ["a.txt", "b.bin"]);
  }));

const really = {
  writeFile: (path: string, bytes: Uint8Array) => Deno.writeFile(path, bytes),
  sync: () => Promise.resolve(),
  rename: (from: string, to: string) => Deno.rename(from, to),
  remove: (path: string) => Deno.remove(path),
};
const halfWritten = (code: string) => async (path: string, bytes: Uint8Array) => {
  await Deno.writeFile(path, bytes.slice(0, 2)); // the disk fills up on the way
  throw Object.assign(new Error(`${code}: no`), { code });
};
const faults = {
  "a full disk (ENOSPC)": { ...really, writeFile: halfWritten("ENOSPC") },
  "no permission (EACCES)": { ...really, writeFile: () => Promise.reject(new Error("EACCES: no")) },
  "a disk that loses what it took": { ...really, sync: () => Promise.reject(new Error("EIO: no")) },
  "a failing rename": { ...really, rename: () => Promise.reject(new Error("EXDEV: no")) },
};
for (const [fault, files] of Object.entries(faults)) {
  Deno.test(`writeAtomic: ${fault} keeps the old file and leaves no part`, () =>
    inFolder(async (folder) => {
      await writeAtomic(`${folder}/a.txt`, "old");
      const error = await assertRejects(
        () => writeAtomic(`${folder}/a.txt`, "new", files),
        WriteError,
      );
      assertStringIncludes(error.message, `${folder}/a.txt`);
      assertEquals(await Deno.readTextFile(`${folder}/a.txt`), "old");
      assertEquals(await names(folder), ["a.txt"]);
    }));
}

Deno.test("writeAtomic: bytes are on the disk before they get their name, and then the name", () =>
  inFolder(async (folder) => {
    const said: string[] = [];
    const plain = (path: string) => path.replace(folder, "").replace(/\.[\d-]+\.part$/, ".part");
    await writeAtomic(`${folder}/a.txt`, "new", {
      writeFile: (path, bytes) => {
        said.push(`write ${plain(path)}`);
        return really.writeFile(path, bytes);
      },
      sync: (path) => Promise.resolve(void said.push(`sync ${plain(path)}`)),
      rename: (from, to) => {
        said.push(`rename ${plain(from)} ${plain(to)}`);
        return really.rename(from, to);
      },
      remove: really.remove,
    });
    assertEquals(said, [
      "write /a.txt.part",
      "sync /a.txt.part",
      "rename /a.txt.part /a.txt",
      "sync /",
    ]);
  }));

Deno.test("writeAtomic: a folder that cannot be synced is no error", () =>
  inFolder(async (folder) => {
    const sync = (path: string) =>
      path.endsWith("/") ? Promise.reject(new Error("EISDIR: no")) : Promise.resolve();
    await writeAtomic(`${folder}/a.txt`, "new", { ...really, sync });
    assertEquals(await Deno.readTextFile(`${folder}/a.txt`), "new");
  }));

Deno.test("writeAtomic: a parent that is a file, really", () =>
  inFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/file`, "x");
    await assertRejects(() => writeAtomic(`${folder}/file/a.txt`, "new"), WriteError, "file/a.txt");
    assertEquals(await names(folder), ["file"]);
  }));

Deno.test("writeAtomic: other kinds of content and addresses are refused", async () => {
  await assertRejects(
    () => writeAtomic("/nowhere", 3 as unknown as string),
    TypeError,
    "content is 3",
  );
  await assertRejects(
    () => writeAtomic(new URL("https://example.org/a"), "x"),
    TypeError,
    "https:",
  );
});

const picture = figure({
  description: "A straight line from zero to one, x against y.",
  x: { title: "x" },
  y: { title: "y" },
  layers: [line({ name: "y = x", x: [0, 1], y: [0, 1] })],
});
const reject = (name: string) => ({
  read: (specifier: string) =>
    specifier.includes(name)
      ? Promise.reject(new Error("not found"))
      : Promise.resolve(new Uint8Array(4)),
});

Deno.test("renderPicture: a missing font is an error, not a picture without words", async () => {
  await assertRejects(
    () => renderPicture(picture, reject("DejaVuSans.ttf")),
    MissingAssetError,
    "DejaVuSans.ttf",
  );
});

Deno.test("renderPicture: a missing or damaged WASM file is named", async () => {
  await assertRejects(
    () => renderPicture(picture, reject("index_bg.wasm")),
    MissingAssetError,
    "index_bg.wasm",
  );
  await assertRejects(
    () => renderPicture(picture, reject("nothing")),
    MissingAssetError,
    "damaged",
  );
});

Deno.test("renderPicture: words are really drawn", async () => {
  const wordless = { ...picture, spec: { ...picture.spec, encoding: undefined } };
  const [withWords, without] = [await renderPicture(picture), await renderPicture(wordless)];
  assertEquals(withWords.png.slice(1, 4), new TextEncoder().encode("PNG"));
  assertEquals(withWords.png.length > without.png.length, true);
});
