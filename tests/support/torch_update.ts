/** One update of a model beside PyTorch's: weights by a formula that both sides write, and what is held. */
import { readTree, type TensorTree } from "lib/nn";
import { assertClose } from "./mod.ts";

/** `[rows · columns]`: sines that a script of tools/vectors writes alike. */
export const wave = (rows: number, columns: number, phase: number): number[] =>
  Array.from({ length: rows * columns }, (_, at) => {
    const i = Math.floor(at / columns), j = at % columns;
    return Math.sin(phase + 1.7 * i + 0.9 * j + 0.013 * i * j);
  });

/** What PyTorch stored: terms, and of each tensor's gradient its norm and first number. */
export interface TorchUpdate {
  readonly terms: Readonly<Record<string, number>>;
  readonly norms: Readonly<Record<string, number>>;
  readonly first: Readonly<Record<string, number>>;
}

/** Fails unless terms and gradients are PyTorch's. */
export function assertTorchUpdate(
  at: { readonly terms: Readonly<Record<string, number>>; readonly gradients: TensorTree },
  { terms, norms, first }: TorchUpdate,
): void {
  for (const [name, value] of Object.entries(terms)) {
    assertClose(at.terms[name]!, value, { rtol: 2e-5 }); // float32, sums of thousands of terms
  }
  const gradients = readTree(at.gradients);
  for (const [path, norm] of Object.entries(norms)) {
    assertClose(Math.hypot(...gradients[path]!), norm, { rtol: 2e-4 }); // float32 through up to nine layers
    assertClose(gradients[path]![0]!, first[path]!, { atol: 2e-4 * norm }); // against the whole gradient
  }
}
