/** Functions with one fault each, to see that the harness names it. */
import type { Folder } from "../../tools/doors/call.ts";

const refuse = (x: unknown) => {
  if (typeof x === "number" && x > 0 && x < 100) return x;
  throw new RangeError(`Cannot go on: x is ${String(x)}, expected a number in (0, 100)`);
};

/** Of lists it must not look at holes as if they were not there. */
const careful = (list: readonly number[]) => {
  if (!Array.isArray(list) || list.length === 0) refuse(String(list));
  return Array.from(list, refuse).reduce((a, b) => a + b);
};

export const FOLDERS: readonly Folder[] = [{
  name: "planted",
  exports: [],
  skipped: [],
  calls: [
    { name: "sound", args: () => [3], call: (x: unknown) => refuse(x) },
    { name: "careful", args: () => [[1, 2]], call: careful },
    { name: "coerces", args: () => [3], call: (x: unknown) => refuse(Number(x)) },
    { name: "skips holes", args: () => [[1, 2]], call: (x: unknown[]) => x.forEach(refuse) },
    { name: "is silent", args: () => [3], call: () => 3 },
    {
      name: "gives NaN",
      args: () => [3],
      call: (x: number) => Math.sqrt(refuse(x) - 1),
    },
    {
      name: "overflows",
      args: () => [3],
      call: (x: number) => typeof x === "number" ? x * 10 : refuse(x),
    },
    { name: "speaks V8", args: () => [{ a: [1] }], call: (x: { a: number[] }) => x.a.length },
    {
      name: "hangs",
      args: () => [3],
      call: (x: unknown) => {
        while (x === 2 ** 28);
        return refuse(x);
      },
    },
    {
      name: "dies",
      args: () => [3],
      call: (x: unknown) => x === 2 ** 53 ? Deno.exit(3) : refuse(x),
    },
    {
      name: "ignores options",
      args: () => [{ rate: 0.5 }],
      call: (options: { rate?: number }) => refuse(options?.rate ?? 1),
      options: ["0"],
    },
  ],
}];
