/** Chapter 10: every equation, held against oracles that import nothing of lib. */
import { assert, assertEquals, assertThrows } from "@std/assert";
import * as ldm from "chapters/10-latent-dynamics-from-images/chapter.ts";
import { imageModel, imagineImages } from "chapters/10-latent-dynamics-from-images/image_model.ts";
import { crossEntropyPlan } from "lib/control";
import { pixelPendulumStart } from "lib/envs";
import { startBackend } from "lib/inference/tensor";
import { fold, key } from "lib/math";
import { readTree } from "lib/nn";
import * as tf from "lib/nn/tf";
import { assertClose, otherNormals } from "../../support/mod.ts";
import { average, logNormal, network as networkOf, type Row, sum } from "./oracle.ts";

await startBackend();

const episodes = ldm.idleEpisodes(key(3), 2), model = ldm.codeModel(key(1));
const weights = readTree(model);

const network = (net: string, x: Row) => networkOf(weights, net, x);

/** The terms of a set of windows, from the equations: (LDM-5), and (LDM-4) or a fixed σ. */
function terms(windows: ReturnType<typeof ldm.windowsOf>, own: boolean) {
  const steps = windows.targets[0]!.length / 2;
  const codes = windows.inputs.map((row) =>
    Array.from(
      { length: steps + 1 },
      (_, t) => network("encoder", row.slice(256 * t, 256 * t + 512)),
    )
  );
  const variance = codes[0]![0]!.map((_, d) => {
    const column = codes.flat().map((code) => code[d]!), middle = average(column);
    return own ? average(column.map((each) => (each - middle) ** 2)) : 1;
  });
  let [dynamics, rewards, pictures] = [0, 0, 0];
  windows.inputs.forEach((row, n) => {
    let z: number[] = codes[n]![0]!;
    const drawn = network("decoder", z);
    pictures += sum(drawn.map((each, p) => (each - row[p]!) ** 2)) / 0.1;
    for (let t = 0; t < steps; t++) {
      const both = [...z, windows.targets[n]![t]!], change = network("dynamics", both);
      rewards += (network("reward", both)[0]! - windows.targets[n]![steps + t]!) ** 2 / 0.02 /
        steps;
      z = z.map((each, d) => each + change[d]!);
      dynamics += sum(z.map((each, d) => (each - codes[n]![t + 1]![d]!) ** 2 / variance[d]!)) /
        0.02 / steps;
    }
  });
  const count = windows.inputs.length;
  return { dynamics: dynamics / count, rewards: rewards / count, pictures: pictures / count };
}

const few = (steps: number) => {
  const { inputs, targets } = ldm.windowsOf(episodes, steps);
  return { inputs: inputs.slice(0, 12), targets: targets.slice(0, 12) };
};

Deno.test("LDM-1: with a fixed σ and one step the loss is the sum of three Gaussians' logarithms", () => {
  const said = ldm.termsOf(model, few(1), "one"), exact = terms(few(1), false);
  for (const name of ["dynamics", "rewards", "pictures"] as const) {
    assertClose(said[name], exact[name], { rtol: 1e-4 }); // float32
  }
});

Deno.test("LDM-2: a density of a code c times the size is c^−D times as high", () => {
  const next = otherNormals(5), z = [next(), next(), next()], f = [next(), next(), next()];
  for (const c of [0.1, 0.5, 3]) {
    const scaled = logNormal(z.map((each) => c * each), f.map((each) => c * each), c * 0.4);
    assertClose(scaled, logNormal(z, f, 0.4) - 3 * Math.log(c), { atol: 1e-10 });
  }
  const half = ldm.rescaled(model, 0.5),
    [one, two] = [model, half].map((own) => ldm.termsOf(own, few(1), "one"));
  assertClose(two!.dynamics / one!.dynamics, 0.25, { rtol: 1e-3 }); // float32
  assertClose(two!.rewards, one!.rewards, { rtol: 1e-3 });
});

Deno.test("LDM-2 erratum 002: without the entropy of q, a code of a tenth gains 2.303 nats a step and a number", () => {
  const [z, f] = [[0.4], [0.1]], gain = logNormal([0.04], [0.01], 0.05) - logNormal(z, f, 0.5);
  assertClose(gain, 2.302585, { atol: 1e-6 }); // six decimals written down
});

Deno.test("LDM-3: the entropy of a code c times the size is D log c more, so the bound stays", () => {
  const next = otherNormals(8), [m, s, c, D] = [0.3, 0.2, 0.25, 2];
  const draws = Array.from({ length: 500 }, () => [m + s * next(), m + s * next()]);
  const entropy = (of: number) =>
    -average(draws.map((z) => logNormal(z.map((each) => of * each), [of * m, of * m], of * s)));
  assertClose(entropy(c), entropy(1) + D * Math.log(c), { atol: 1e-10 });
  const energy = (of: number) =>
    average(draws.map((z) => logNormal(z.map((each) => of * each), [0, 0], of)));
  assertClose(energy(c) + entropy(c), energy(1) + entropy(1), { atol: 1e-10 });
});

Deno.test("LDM-4: measured in its own spread a code may be scaled and nothing changes", () => {
  const said = ldm.termsOf(model, few(1), "spread");
  assertClose(said.dynamics, terms(few(1), true).dynamics, { rtol: 1e-3 }); // float32, a small spread
  for (const c of [0.1, 4]) {
    assertClose(ldm.termsOf(ldm.rescaled(model, c), few(1), "spread").dynamics, said.dynamics, {
      rtol: 1e-3, // float32
    });
  }
});

Deno.test("LDM-5: three steps ahead from one look", () => {
  const said = ldm.termsOf(model, few(3), "spread"), exact = terms(few(3), true);
  for (const name of ["dynamics", "rewards", "pictures"] as const) {
    assertClose(said[name], exact[name], { rtol: 1e-3 }); // float32
  }
});

Deno.test("LDM-6: what plans earn is the model's rewards along the way, and only the first action is done", () => {
  const { observation } = pixelPendulumStart(2, 0), z0 = ldm.codeOf(model, observation);
  const plan = [0.5, -1.5, 2];
  const said = ldm.imagineFrom(model, z0)(Float64Array.from([...plan, 0, 0, 0]), 2);
  let z = network("encoder", ldm.greyOf(observation));
  plan.forEach((torque, t) => {
    const both = [...z, torque / 2];
    assertClose(said[t]!, 10 * network("reward", both)[0]!, { rtol: 1e-4, atol: 1e-4 }); // float32
    const change = network("dynamics", both);
    z = z.map((each, d) => each + change[d]!);
  });
  const act = ldm.planner(() => (plans) => plans.map((u) => -((u - 1) ** 2)));
  assertClose(act(observation, key(0), 0)[0]!, 1, { atol: 0.2 }); // four rounds of a hundred
});

Deno.test("LDM-7: mean and deviation of the elites, number by number", () => {
  let latest: number[] = [];
  const imagine = (plans: Float64Array) => {
    latest = Array.from(plans);
    return plans.map((each) => -Math.abs(each - 0.2));
  };
  const search = { low: [-1], high: [1], horizon: 1, candidates: 30, elites: 5, rounds: 2 };
  const { actions, spread } = crossEntropyPlan(key(2), imagine, search);
  const best = latest.toSorted((x, y) => Math.abs(x - 0.2) - Math.abs(y - 0.2)).slice(0, 5);
  const middle = average(best);
  assertClose(actions[0]![0]!, middle, { atol: 1e-12 });
  assertClose(spread[0]![0]!, Math.sqrt(average(best.map((each) => (each - middle) ** 2))), {
    atol: 1e-12,
  });
});

Deno.test("LDM-8: each round adds its episodes, and the same key learns the same", () => {
  const short = { ...ldm.LEARNER, idle: 2, rounds: 2, episodes: 1, firstFit: 5, refit: 3 };
  const [one, two] = [ldm.learn(fold(key(0), "x"), short), ldm.learn(fold(key(0), "x"), short)];
  assertEquals(one.episodes.length, 3);
  assertEquals(one.returns, two.returns);
  assert(one.returns.length === 2 && one.returns[0]!.length === 5);
});

Deno.test("chapter 10: pictures of another size and models that diverge are refused in words", () => {
  assertThrows(
    () => ldm.codeOf(model, new Uint8Array(256)),
    RangeError,
    "expected two pictures, 512 bytes",
  );
  assertThrows(() => ldm.greyOf(new Array(512).fill(0.5) as never), TypeError, "bytes");
  const wild = ldm.rescaled(model, 1);
  wild.reward.output!.bias.dispose();
  const broken = {
    ...wild,
    reward: { ...wild.reward, output: { ...wild.reward.output!, bias: tf.tensor1d([Infinity]) } },
  };
  assertThrows(
    () =>
      ldm.planner((seen) => ldm.imagineFrom(broken, ldm.codeOf(broken, seen)))(
        pixelPendulumStart(0, 0).observation,
        key(0),
        0,
      ),
    RangeError,
    "the reward of step 0 of plan 0 in round 0",
  );
  const imagine = imagineImages(imageModel(key(0)), pixelPendulumStart(1, 0).observation);
  assertEquals(imagine(new Float64Array(6), 2).length, 6);
});

Deno.test("learning: as many pieces as piecesOf says, and their last is what learn returns", () => {
  const short = { ...ldm.LEARNER, idle: 2, rounds: 2, episodes: 1, firstFit: 60, refit: 30 };
  const pieces = [...ldm.learning(fold(key(0), "x"), short)];
  assertEquals(pieces.length, ldm.piecesOf(short));
  assertEquals(pieces.at(-1)!.returns, ldm.learn(fold(key(0), "x"), short).returns);
});
