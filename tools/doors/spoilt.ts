/** Bad values: what is put in the place of a good one. */
import { hasParts, MISSING, type Path } from "./places.ts";

/** A value to try. */
export interface Spoilt {
  readonly label: string;
  /** Whether it must be refused; else it may be a value like others, and only must not harm. */
  readonly isBad: boolean;
  readonly value: unknown;
}

/** Values of kinds that are never a number, a text, a list … but their own. */
const KINDS: readonly (readonly [label: string, kind: string, value: unknown])[] = [
  ["undefined", "nothing", undefined],
  ["null", "nothing", null],
  ["true", "boolean", true],
  ['"1"', "text", "1"],
  ["1n", "bigint", 1n],
  ["symbol", "symbol", Symbol("1")],
  ["function", "function", () => 1],
  ["1", "number", 1],
  ["NaN", "number", NaN],
  ["[]", "list", []],
  ["[1]", "list", [1]],
  ["{}", "record", {}],
  ["a Map", "map", new Map([["a", 1]])],
  ["a Date", "map", new Date(0)],
];

const NUMBERS = [-1, 0, 1.5, Infinity, -Infinity, 1e308, -1e308, 1e160, 1e-308, 2 ** 28, 2 ** 53];

/**
 * What to try at a place.
 *
 * @param value the good value there
 * @param isEntry whether the place is a list's entry, where there may be a hole
 * @param inOptions whether the value is a table of options, whose names are known
 */
export function spoiltFor(value: unknown, path: Path, inOptions: boolean): readonly Spoilt[] {
  const kind = kindOf(value);
  const others = KINDS.filter(([, other]) => other !== kind)
    .map(([label, , other]) => ({ label, isBad: true, value: other }));
  const isEntry = path.length > 1 && typeof path.at(-1) === "number";
  const hole = isEntry ? [{ label: "a hole", isBad: true, value: MISSING }] : [];
  return [...others, ...hole, ...sameKind(kind, value, inOptions)];
}

function sameKind(kind: string, value: unknown, inOptions: boolean): readonly Spoilt[] {
  switch (kind) {
    case "number":
      return [
        { label: "NaN", isBad: true, value: NaN },
        ...NUMBERS.map((number) => ({ label: String(number), isBad: false, value: number })),
      ];
    case "text":
      return ["", "no such word", "constructor"].map((text) => (
        { label: JSON.stringify(text), isBad: false, value: text }
      ));
    case "list":
      return lists(value as readonly unknown[]);
    case "record":
      return records(value as Readonly<Record<string, unknown>>, inOptions);
    case "function":
      return [undefined, NaN, "1", null].map((given) => (
        { label: `() => ${JSON.stringify(given) ?? "undefined"}`, isBad: false, value: () => given }
      ));
    default:
      return [];
  }
}

function lists(list: readonly unknown[]): readonly Spoilt[] {
  return [
    { label: "[]", isBad: false, value: [] },
    { label: "one entry less", isBad: false, value: list.slice(0, -1) },
    { label: "one entry more", isBad: false, value: [...list, list.at(-1)] },
    { label: "entries in a list each", isBad: false, value: list.map((entry) => [entry]) },
    { label: "holes only", isBad: list.length > 0, value: new Array(list.length) },
    { label: "{ length }", isBad: true, value: { length: list.length } },
    { label: "a Set", isBad: true, value: new Set(list) },
  ];
}

function records(
  record: Readonly<Record<string, unknown>>,
  inOptions: boolean,
): readonly Spoilt[] {
  const names = Object.keys(record);
  const without = (name: string) =>
    Object.fromEntries(Object.entries(record).filter(([other]) => other !== name));
  return [
    { label: "{}", isBad: !inOptions && names.length > 0, value: {} },
    { label: "[1]", isBad: true, value: [1] },
    ...names.flatMap((name) => [
      { label: `no ${name}`, isBad: !inOptions, value: without(name) },
      {
        label: `${name} misspelt`,
        isBad: true,
        value: { ...without(name), [`${name}s`]: record[name] },
      },
    ]),
    ...(inOptions
      ? [{ label: "an unknown name", isBad: true, value: { ...record, noSuchName: 1 } }]
      : []),
  ];
}

function kindOf(value: unknown): string {
  if (typeof value === "string") return "text";
  if (Array.isArray(value)) return "list";
  if (value === null || value === undefined) return "nothing";
  if (typeof value !== "object") return typeof value;
  return hasParts(value) ? "record" : "other";
}
