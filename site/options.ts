import { parseArgs } from "node:util";
import type { Solutions } from "./book.ts";

/** What `--help` says. */
export const help = `Builds the site of the course from the notebooks as executed.
  --notebooks DIR   where the notebooks are (default: notebooks)
  --out DIR         where the site goes (default: _site)
  --base /sub/      the address the site will have on its host (default: /)
  --no-solutions    leaves the solutions out
  --no-api          leaves the API reference out
  --serve           shows the site on this machine when it is built
  --port N          the port of --serve (default: 8000)`;

/** How a site is built. */
export interface Options {
  readonly notebooks: string;
  readonly out: string;
  readonly base: string;
  readonly solutions: Solutions;
  readonly api: boolean;
  readonly serve: boolean;
  readonly port: number;
}

/**
 * Reads the command line.
 *
 * @param args as given
 * @param root the project's folder
 * @returns nothing when help was asked for
 * @throws {RangeError} for a value that cannot be used
 * @throws {TypeError} for an option there is not
 */
export function readOptions(
  args: readonly string[],
  root: string,
): Options | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      notebooks: { type: "string", default: `${root}/notebooks` },
      out: { type: "string", default: `${root}/_site` },
      base: { type: "string", default: "/" },
      port: { type: "string", default: "8000" },
      "no-solutions": { type: "boolean", default: false },
      "no-api": { type: "boolean", default: false },
      serve: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return undefined;
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new RangeError(
      `Cannot serve: --port is ${values.port}, expected 0 to 65535`,
    );
  }
  return {
    notebooks: absolute(values.notebooks),
    out: absolute(values.out),
    base: checkedBase(values.base),
    solutions: values["no-solutions"] ? "left out" : "shown",
    api: !values["no-api"],
    serve: values.serve,
    port,
  };
}

function absolute(path: string): string {
  const isAbsolute = /^(?:[/\\]|[A-Za-z]:[/\\])/.test(path);
  return (isAbsolute ? path : `${Deno.cwd()}/${path}`).replace(
    /(?<=.)[/\\]+$/,
    "",
  );
}

function checkedBase(base: string): string {
  if (!/^\/(?:[\w.~-]+\/)*$/.test(base)) {
    throw new RangeError(
      `Cannot build: --base is "${base}", expected a path like / or /course/, with both slashes`,
    );
  }
  return base;
}
