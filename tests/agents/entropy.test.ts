/** What entropy alone makes of a policy, and the temperature that weighs it. */
import { assert, assertEquals } from "@std/assert";
import { actorLoss, type Batch, sacAgent, temperatureLoss } from "lib/agents";
import { fold, key, normal, uniform } from "lib/math";
import {
  adamOptimizer,
  mapTree,
  mlp,
  mlpParameters,
  startBackend,
  tensorScope,
  valueAndGradients,
} from "lib/nn";
import * as tf from "lib/nn/tf";
import { assertClose, integral, maximizer, normalPdf } from "../support/mod.ts";

await startBackend();

/** Entropy of tanh(μ + σ ε) in nats, by quadrature: ½ log 2πe σ² + E log(1 − tanh² u). */
function entropyOf(mean: number, std: number): number {
  const slope = (u: number) =>
    Math.log(4) - 2 * (Math.abs(u) + Math.log1p(Math.exp(-2 * Math.abs(u))));
  const bent = integral((e) => normalPdf(e, 0, 1) * slope(mean + std * e), -9, 9, 400);
  return 0.5 * Math.log(2 * Math.PI * Math.E * std * std) + bent;
}

Deno.test("actorLoss: entropy alone leads to the widest squashed Gaussian, 0.6836 nats at σ = 0.874", () => {
  using scope = tensorScope();
  const sizes = { inputs: 1, hidden: [8] };
  const actor = scope.own(mlpParameters(key(1), { ...sizes, outputs: 2 }));
  const made = tf.tidy(() =>
    mapTree(
      mlpParameters(key(2), { inputs: 2, hidden: [4], outputs: 1, networks: 2 }),
      tf.zerosLike,
    )
  );
  const critics = scope.own(made), observations = scope.own(tf.ones<tf.Rank.R2>([512, 1]));
  const said = (actions: tf.Tensor) => mlp(critics, tf.concat([observations, actions], 1));
  using optimizer = adamOptimizer(actor, { learningRate: 3e-3 });
  let [mean, std] = [0, 0];
  for (let step = 0; step < 800; step++) {
    const draws = Float32Array.from(normal(fold(key(3), step), 512));
    const noise = tf.tensor2d(draws, [512, 1]);
    using at = valueAndGradients(
      (p) =>
        tf.tidy(() => actorLoss(mlp(p, observations) as tf.Tensor2D, said, noise, 1, [-20, 2])),
      actor,
    );
    optimizer.update(at.gradients, step);
    noise.dispose();
    const [m, logStd] = tf.tidy(() => mlp(actor, tf.ones([1, 1])).dataSync());
    if (step >= 600) mean += m! / 200, std += Math.exp(logStd!) / 200;
  }
  const widest = maximizer((sigma) => entropyOf(0, sigma), 0.3, 2);
  assertClose([widest, entropyOf(0, widest)], [0.874, 0.6836], { atol: 1e-3 }); // as many digits as printed
  // 200 steps of 512 draws: a gradient that is off by 3e-3, over a curvature of about 1
  assertClose([mean, std], [0, widest], { atol: 0.02 });
  assertClose(entropyOf(mean, std), entropyOf(0, widest), { atol: 0.005 });
});

Deno.test("temperatureLoss: its derivative by log α, by central differences, is the loss itself", () => {
  const step = 1e-5;
  for (const [log, logDensity, target] of [[0, 1.5, -1], [-2, -3, -2], [0.7, 0.2, -0.2]] as const) {
    const at = (x: number) => temperatureLoss(x, logDensity, target);
    const slope = (at(log + step) - at(log - step)) / (2 * step);
    assertClose(at(log), slope, { atol: 1e-8 }); // step² / 6, and rounding over the step
    assertClose(at(log), -Math.exp(log) * (logDensity + target), { rtol: 1e-14 });
  }
});

const spaces = { kind: "box", observations: 1, low: [-1], high: [1] } as const;
const batch: Batch = {
  size: 8,
  observations: new Float32Array(8).fill(1),
  actions: Float32Array.from(uniform(key(4), 8, -1, 1)),
  rewards: new Float32Array(8),
  observationsNext: new Float32Array(8).fill(1),
  masks: new Float32Array(8).fill(1),
};

Deno.test("sacAgent: α rises while the entropy is below its target, and falls while it is above", () => {
  for (const [targetEntropy, direction] of [[5, 1], [-5, -1]] as const) {
    const temperature = { kind: "learned", initial: 0.2 } as const;
    const config = { hidden: [4], learningRate: 1e-2, temperature, targetEntropy };
    using agent = sacAgent(key(5), spaces, config);
    assertClose(agent.temperature(), 0.2, { rtol: 1e-6 }); // log α in float32
    const { entropy, temperature: reported } = agent.update(key(6), batch, 0);
    assert(Math.sign(targetEntropy - entropy!) === direction);
    assertClose(reported!, 0.2, { rtol: 1e-6 }); // the one the update began with
    // Adam's first step is the learning rate, whatever the gradient
    assertClose(Math.log(agent.temperature() / 0.2), direction * 1e-2, { atol: 1e-6 });
  }
});

Deno.test("sacAgent: a fixed temperature stays, and 0 is one; its loss is that of this α", () => {
  for (const value of [0, 0.5]) {
    using agent = sacAgent(key(5), spaces, { hidden: [4], temperature: { kind: "fixed", value } });
    for (let step = 0; step < 3; step++) {
      const metrics = agent.update(key(step), batch, step);
      assertEquals(agent.temperature(), value);
      const { entropy, value: worth, actorLoss, temperatureLoss } = metrics;
      assertClose(actorLoss!, -value * entropy! - worth!, { atol: 1e-6 }); // float32
      assertClose(temperatureLoss!, -value * (-entropy! - 1), { atol: 1e-6 });
    }
  }
});

Deno.test("sacAgent: the target entropy is −A when none is given", () => {
  for (const actions of [1, 3]) {
    const corners = { low: Array(actions).fill(-1), high: Array(actions).fill(1) };
    using agent = sacAgent(key(0), { kind: "box", observations: 2, ...corners }, { hidden: [4] });
    assertEquals((agent.config as { targetEntropy: number }).targetEntropy, -actions);
  }
});
