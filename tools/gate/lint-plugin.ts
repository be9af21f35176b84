/// <reference lib="deno.unstable" />
// The house rules that can be read off the syntax; `deno lint` runs them beside its own.
import { importComplaint } from "./layers.ts";

/** Ways to chance and to the clock that no seed governs. */
const UNSEEDED: readonly string[] = ["Math.random", "Date.now"];

const plugin: Deno.lint.Plugin = {
  name: "house",
  rules: {
    layers: { create: layers },
    seeded: { create: seeded },
    portable: { create: portable },
    cells: { create: cells },
  },
};

export default plugin;

/** An import only ever points down, through a mod.ts. */
function layers(context: Deno.lint.RuleContext): Deno.lint.LintVisitor {
  const from = projectPath(context.filename);
  const look = (node: { readonly source: Deno.lint.Node | null }) => {
    if (node.source?.type !== "Literal") return;
    const complaint = importComplaint(from, String(node.source.value));
    if (complaint !== undefined) context.report({ node: node.source, message: complaint });
  };
  return {
    ImportDeclaration: look,
    ExportNamedDeclaration: look,
    ExportAllDeclaration: look,
    ImportExpression: look,
  };
}

/** Chance comes from keys, time from nowhere: what is shown must not change from run to run. */
function seeded(context: Deno.lint.RuleContext): Deno.lint.LintVisitor {
  const from = projectPath(context.filename);
  if (!isRecord(from) && !/^(?:lib|data|notebooks)\//.test(from)) return {};
  return {
    MemberExpression(node) {
      const name = dotted(node);
      if (UNSEEDED.includes(name) || /^tf\.random/.test(name)) {
        context.report({ node, message: `${name} has no seed; draw with a key of lib/math` });
      }
    },
  };
}

/** The library runs in a browser: nothing of Deno's own outside lib/notebook. */
function portable(context: Deno.lint.RuleContext): Deno.lint.LintVisitor {
  const from = projectPath(context.filename);
  if (!/^(?:lib|data|notebooks)\//.test(from) || from.startsWith("lib/notebook/")) return {};
  const complain = (node: Deno.lint.Node, name: string) =>
    context.report({ node, message: `${name} does not run in a browser (lib/notebook may)` });
  const source = (node: { readonly source: Deno.lint.Node | null }) => {
    if (node.source?.type === "Literal" && String(node.source.value).startsWith("node:")) {
      complain(node.source, String(node.source.value));
    }
  };
  return {
    MemberExpression(node) {
      if (node.object.type === "Identifier" && node.object.name === "Deno") {
        complain(node, dotted(node));
      }
    },
    ImportDeclaration: source,
    ExportNamedDeclaration: source,
    ExportAllDeclaration: source,
    ImportExpression: source,
  };
}

/** What a notebook's cell may import, and what the kernel cannot read. */
function cells(context: Deno.lint.RuleContext): Deno.lint.LintVisitor {
  if (!isRecord(projectPath(context.filename))) return {};
  return {
    MetaProperty(node) {
      context.report({ node, message: "import.meta is a syntax error in the kernel" });
    },
    ImportDeclaration(node) {
      const specifier = String(node.source.value);
      if (/^@tensorflow\/|^npm:@tensorflow\/|^\.|^node:|^https?:/.test(specifier)) {
        const message = `a notebook imports lib/…, data or npm packages by name, not ${specifier}`;
        context.report({ node: node.source, message });
      }
    },
  };
}

/** Whether the file is a notebook's cells, joined (see tools/notebook/module.ts). */
function isRecord(path: string): boolean {
  return path.endsWith(".cells.ts");
}

/** The path from the project's folder: what follows its last `lib/`, `data/` … at the top. */
function projectPath(filename: string): string {
  const root = decodeURIComponent(new URL("../../", import.meta.url).pathname);
  const path = filename.replaceAll("\\", "/");
  return path.startsWith(root) ? path.slice(root.length) : path.replace(/^\//, "");
}

/** `Math.random` of the expression Math.random; "" for what is not a name. */
function dotted(node: Deno.lint.Node): string {
  if (node.type === "Identifier") return node.name;
  if (node.type !== "MemberExpression") return "";
  const [left, right] = [dotted(node.object), dotted(node.property)];
  return left === "" || right === "" ? "" : `${left}.${right}`;
}
