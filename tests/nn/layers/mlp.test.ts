/** A perceptron as one operation: float64, central differences, and the same layers one by one. */
import { assert, assertEquals } from "@std/assert";
import { key } from "lib/math";
import { denseLayer, loadKernels, mlp, mlpParameters, startBackend } from "lib/nn";
import * as tf from "lib/nn/tf";
import { assertClose } from "../../support/mod.ts";
import { centralDifferences } from "../gradients.ts";
import { drawn, otherUniforms } from "../matrices.ts";
import {
  type Lists,
  mlpOracle,
  namedLayers,
  numbersFor,
  type Sides,
  sizeOf,
  tensorsOf,
} from "../mlp_oracle.ts";

await startBackend();

const single = (examples: number, ...widths: number[]): Sides => {
  return { examples, widths, shared: true };
};
const shared = (networks: number, examples: number, ...widths: number[]): Sides => {
  return { networks, examples, widths, shared: true };
};
const apart = (networks: number, examples: number, ...widths: number[]): Sides => {
  return { networks, examples, widths, shared: false };
};
/** Two to four layers; widths on both sides of a tile, of a thin product, and of a single column. */
const cases: readonly Sides[] = [
  single(5, 3, 1, 1),
  single(1, 1, 4, 8, 1),
  single(5, 5, 8, 9, 3),
  single(5, 17, 64, 4),
  single(5, 4, 9, 17, 5, 2),
  shared(1, 5, 3, 9, 2),
  shared(2, 5, 4, 17, 8, 1),
  shared(3, 1, 8, 5, 4),
  shared(2, 9, 3, 64, 5),
  apart(1, 5, 4, 8, 1),
  apart(2, 5, 9, 17, 3),
  apart(3, 1, 1, 4, 3, 8),
];
const nameOf = ({ networks, examples, widths, shared }: Sides) =>
  `${networks ?? "no"} stack${shared ? "" : ", an x each"}, ${examples} × ${widths.join("-")}`;

/** Σ of the outputs, each by a number of its own. */
const weighted = (y: readonly number[], by: readonly number[]) =>
  y.reduce((sum, each, i) => sum + each * by[i]!, 0);

/** The gradients of {@link weighted} by x, each weight and each bias. */
function slopesOf(
  network: (x: tf.Tensor, layers: readonly tf.Tensor[]) => tf.Tensor,
  tensors: readonly tf.Tensor[],
  by: readonly number[],
): tf.Tensor[] {
  return tf.grads((x, ...layers) => {
    const y = network(x!, layers);
    return tf.sum(tf.mul(y, tf.tensor([...by], y.shape, "float32")));
  })([...tensors]);
}

const asOne = (x: tf.Tensor, layers: readonly tf.Tensor[]) => mlp(namedLayers(layers), x);
const oneByOne = (x: tf.Tensor, layers: readonly tf.Tensor[]) =>
  Object.values(namedLayers(layers)).reduce(
    (h, layer, l) => denseLayer(layer, h, 2 * l + 2 === layers.length ? "linear" : "relu"),
    x,
  );

function outputsOf({ networks = 1, examples, widths }: Sides): number {
  return networks * examples * widths.at(-1)!;
}

function requireFloat64(sides: Sides, lists: Lists, by: readonly number[]): void {
  const tensors = tensorsOf(lists, sides), [x, ...layers] = tensors;
  // at most 64 terms to a sum, four sums in a row, all near one: 4 · √64 · 2⁻²⁴ = 2e-6, and at most
  // 4 · 64 · 2⁻²⁴ = 1.5e-5
  const tolerance = { rtol: 1e-5, atol: 5e-6 };
  assertClose(asOne(x!, layers).dataSync(), mlpOracle(lists, sides), tolerance);
  slopesOf(asOne, tensors, by).forEach((slopes, i) => {
    const along = (values: readonly number[]) =>
      weighted(mlpOracle(lists.with(i, values), sides), by);
    assertEquals(slopes.shape, tensors[i]!.shape);
    assertClose(slopes.dataSync(), centralDifferences(along, lists[i]!), tolerance);
  });
}

for (const build of ["fma", "plain"] as const) {
  for (const [seed, sides] of cases.entries()) {
    Deno.test(`mlp, ${build}, ${nameOf(sides)}: equals float64, and its gradients central differences`, async () => {
      await loadKernels({ build });
      const lists = numbersFor(sides, seed + 1), by = drawn(otherUniforms(77), outputsOf(sides));
      tf.tidy(() => requireFloat64(sides, lists, by));
      await loadKernels();
    });
  }

  Deno.test(`mlp, ${build}: the same bits as its layers one by one, forward and back`, async () => {
    await loadKernels({ build });
    const batches = [0, 1, 5, 64].flatMap((examples) => cases.map((at) => ({ ...at, examples })));
    for (const [seed, sides] of batches.entries()) {
      tf.tidy(() => {
        const tensors = tensorsOf(numbersFor(sides, seed), sides), [x, ...layers] = tensors;
        const by = drawn(otherUniforms(78), outputsOf(sides));
        const got = [asOne(x!, layers), ...slopesOf(asOne, tensors, by)];
        const expected = [oneByOne(x!, layers), ...slopesOf(oneByOne, tensors, by)];
        got.forEach((tensor, i) => {
          assertEquals(tensor.shape, expected[i]!.shape, `${nameOf(sides)}, ${i}`);
          assertEquals(tensor.dataSync(), expected[i]!.dataSync(), `${nameOf(sides)}, ${i}`);
        });
      });
    }
    await loadKernels();
  });
}

Deno.test("mlp: a gradient by x, a weight or a bias alone is that of all together", () => {
  for (const sides of [single(5, 3, 9, 4, 2), shared(2, 5, 3, 9, 2), apart(2, 5, 4, 8, 3, 1)]) {
    tf.tidy(() => {
      const tensors = tensorsOf(numbersFor(sides, 5), sides);
      const by = drawn(otherUniforms(79), outputsOf(sides));
      const together = slopesOf(asOne, tensors, by);
      tensors.forEach((tensor, i) => {
        const network = (mine: tf.Tensor) => {
          const [x, ...layers] = tensors.with(i, mine);
          return asOne(x!, layers);
        };
        const [alone] = slopesOf(network, [tensor], by);
        assertEquals(alone!.dataSync(), together[i]!.dataSync(), `${nameOf(sides)}, ${i}`);
      });
    });
  }
});

Deno.test("mlp: a stack of one x is the stack of that x repeated, and its gradient their sum", () => {
  const sides = shared(3, 5, 4, 9, 2);
  tf.tidy(() => {
    const [x, ...layers] = tensorsOf(numbersFor(sides, 6), sides);
    const copies = tf.stack([x!, x!, x!]), by = drawn(otherUniforms(80), outputsOf(sides));
    assertEquals(asOne(copies, layers).dataSync(), asOne(x!, layers).dataSync());
    const ofOne = slopesOf(asOne, [x!, ...layers], by);
    const ofThree = slopesOf(asOne, [copies, ...layers], by);
    // three numbers near one, added in one order or another
    assertClose(ofOne[0]!.dataSync(), tf.sum(ofThree[0]!, 0).dataSync(), { atol: 5e-7 });
    ofOne.slice(1).forEach((slopes, i) => {
      assertEquals(slopes.dataSync(), ofThree[i + 1]!.dataSync());
    });
  });
});

Deno.test("mlpParameters: named layers of the shapes asked for, each drawn from its own key", () => {
  tf.tidy(() => {
    const config = { inputs: 3, hidden: [5, 4], outputs: 2 };
    const one = mlpParameters(key(1), config), again = mlpParameters(key(1), config);
    assertEquals(Object.keys(one), ["hidden1", "hidden2", "output"]);
    assertEquals(Object.values(one).map(({ weight }) => weight.shape), [[3, 5], [5, 4], [4, 2]]);
    assertEquals(Object.values(one).map(({ bias }) => bias.shape), [[5], [4], [2]]);
    assertEquals(one.output!.weight.dataSync(), again.output!.weight.dataSync());
    const wider = mlpParameters(key(1), { ...config, hidden: [5, 6] }); // the first layer stays
    assertEquals(one.hidden1!.weight.dataSync(), wider.hidden1!.weight.dataSync());
    const twins = mlpParameters(key(1), { ...config, networks: 2 }).hidden1!.weight;
    assertEquals(twins.shape, [2, 3, 5]);
    const [first, second] = [0, 1].map((t) => twins.dataSync().slice(15 * t, 15 * t + 15));
    assert(sizeOf(twins.shape) === 30 && first!.every((weight, i) => weight !== second![i]));
  });
});
