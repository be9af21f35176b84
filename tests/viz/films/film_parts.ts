/** What the tests of films look at: marks by their role, captions, numbers to four digits. */
import { assertEquals } from "@std/assert";
import type { Figure } from "lib/viz";
import { assertClose } from "../../support/mod.ts";

export interface Layer {
  readonly mark: { readonly type: string; readonly style: string };
  readonly data: { readonly values: string | readonly { readonly text: string }[] };
}

export const body = "world", force = "bound", second = "causeA";
export const description = "A film of a world that moves a little from step to step.";
export const layersOf = ({ spec }: Figure) => spec.layer as unknown as readonly Layer[];

/** The rows `[…, frame]` of the marks of one role. */
export function rows(drawn: Figure, type: "rule" | "point", role: string): readonly number[][] {
  const layer = layersOf(drawn).find(({ mark }) => mark?.type === type && mark.style === role);
  const [, ...lines] = ((layer?.data.values ?? "") as string).split("\n");
  return lines.map((line) => line.split(",").map(Number));
}

export function captions(drawn: Figure): readonly string[] {
  const layer = layersOf(drawn).find(({ mark }) => mark.type === "text")!;
  return (layer.data.values as readonly { readonly text: string }[]).map(({ text }) => text);
}

export function assertRows(drawn: readonly number[][], expected: readonly number[][]): void {
  assertEquals(drawn.length, expected.length);
  assertClose(drawn.flat(), expected.flat(), near);
}

export const near = { atol: 1e-4 }; // four digits are kept
