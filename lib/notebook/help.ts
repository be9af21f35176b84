import { display } from "./display.ts";
import { refusal } from "../math/mod.ts";
import { documentation } from "./documentation.ts";

let pages: Promise<ReadonlyMap<string, string>> | undefined;

/**
 * Shows what the library's documentation says of a function: how it is called, its equation, its
 * shapes, an example. In JupyterLab, Shift-Tab behind a name shows the same.
 *
 * @param subject a function of the library, or the name of anything it exports, in quotes
 * @throws {TypeError} for anything else
 * @throws {RangeError} when the library has no such name
 *
 * @example
 * ```ts
 * import { help, show } from "lib/notebook";
 * await help(show);
 * await help("Row");
 * ```
 */
export async function help(subject: unknown): Promise<void> {
  const name = nameOf(subject);
  pages ??= documentation();
  const page = (await pages).get(name);
  if (page === undefined) {
    throw new RangeError(refusal("help", "subject", name, "a name that the library exports"));
  }
  await display({ "text/plain": page, "text/markdown": page });
}

function nameOf(subject: unknown): string {
  if (typeof subject === "string") return subject;
  if (typeof subject === "function" && subject.name !== "") return subject.name;
  const wish = "a function of the library, or a name in quotes";
  throw new TypeError(refusal("help", "subject", subject, wish));
}
