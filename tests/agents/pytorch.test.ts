/**
 * Losses, all gradients, and three whole updates as PyTorch computes them in float64, from
 * tools/vectors/sac_vectors.py.
 *
 * Tolerance: float32 has a relative rounding of 6e-8; the longest chain, six layers forward and back
 * with sums of at most nine products of numbers near one, loses about ten of them.
 */
import { assertEquals, assertThrows } from "@std/assert";
import {
  actorLoss,
  type Batch,
  criticLoss,
  ddpgAgent,
  deterministicActorLoss,
  type ReplayLearner,
  sacAgent,
  softTargets,
  type TemperatureConfig,
  temperatureLoss,
} from "lib/agents";
import { fold, key, normal } from "lib/math";
import {
  leastOfStack,
  mlp,
  type MlpParameters,
  startBackend,
  tensorScope,
  type TensorTree,
  treeEntries,
  valueAndGradients,
} from "lib/nn";
import * as tf from "lib/nn/tf";
import { squashedGaussian } from "lib/prob/tensor";
import { assertClose } from "../support/mod.ts";
import * as given from "./golden.ts";
import golden from "./golden/sac.json" with { type: "json" };

await startBackend();

type Case = (typeof golden.cases)[number];
const { rows, observationSize: O, actionSize: A } = given;
const close = { rtol: 1e-5, atol: 1e-5 }; // see above; numbers are up to 30
const batch = given.batchOf();

const rangeOf = ({ case: { logStdRange } }: Case) => logStdRange as [number, number];
const noise = (name: string) =>
  tf.tensor2d(
    Float32Array.from(normal(fold(key(golden.seeds[0]!), name), rows * A)),
    [rows, A],
  );

/** Tensors of a case; the caller's scope owns them. */
function setUp({ case: { kind, critics } }: Case) {
  const { start } = golden, ddpg = kind === "ddpg";
  const critic = (texts: given.Texts) => given.networkOf(texts, given.widthsOf(O + A, 1), critics);
  const actorWidths = given.widthsOf(O, ddpg ? A : 2 * A);
  return {
    actor: given.networkOf(ddpg ? start.deterministic : start.actor, actorWidths),
    critics: critic(start.critics),
    targets: critic(start.targets),
    observations: tf.tensor2d(batch.observations, [rows, O]),
    next: tf.tensor2d(batch.observationsNext, [rows, O]),
    inputs: tf.tidy(() =>
      tf.concat([
        tf.tensor2d(batch.observations, [rows, O]),
        tf.tensor2d(batch.actions, [rows, A]),
      ], 1)
    ),
  } as const;
}

function assertTree(tree: TensorTree, texts: given.Texts): void {
  const entries = treeEntries(tree);
  assertEquals(entries.map(([path]) => path).toSorted(), Object.keys(texts).toSorted());
  for (const [path, tensor] of entries) {
    assertClose(tensor.dataSync(), given.numbersOf(texts[path]!), close);
  }
}

function checkCritics(example: Case, y: ArrayLike<number>): void {
  using scope = tensorScope();
  const { critics, inputs } = scope.own(setUp(example));
  const wanted = scope.own(tf.tensor2d(Float32Array.from(y), [rows, 1]));
  using at = valueAndGradients(
    (p: MlpParameters) => tf.tidy(() => criticLoss(mlp(p, inputs), wanted)),
    critics,
  );
  assertClose(at.loss, example.criticLoss, close);
  assertTree(at.gradients, example.criticGradients as given.Texts);
}

Deno.test("the noise of PyTorch's updates is lib's", () => {
  assertClose(tf.tidy(() => noise("next").dataSync()), given.numbersOf(golden.noise), {
    rtol: 1e-7, // a rounding to float32
    atol: 1e-9,
  });
});

for (const example of golden.cases) {
  const { about, critics: count, kind, alpha = 1 } = example.case;
  if (kind !== "sac") continue;
  Deno.test(`softTargets, criticLoss: PyTorch's, ${about}`, () => {
    const y = tf.tidy(() => {
      const { actor, targets, next } = setUp(example);
      const policy = mlp(actor, next) as tf.Tensor2D;
      const { action, logDensity } = squashedGaussian(policy, noise("next"), rangeOf(example));
      const values = leastOfStack(mlp(targets, tf.concat([next, action], 1)));
      const known = { values: values.dataSync(), logDensities: logDensity.dataSync() };
      return softTargets(batch, known, golden.settings.discount, alpha);
    });
    assertClose(y, given.numbersOf(example.y), close);
    checkCritics(example, y);
  });

  Deno.test(`actorLoss, temperatureLoss: PyTorch's, ${about}`, () => {
    using scope = tensorScope();
    const { actor, critics, observations } = scope.own(setUp(example));
    const draws = scope.own(noise("now"));
    using at = valueAndGradients(
      (p: MlpParameters) =>
        tf.tidy(() =>
          actorLoss(
            mlp(p, observations) as tf.Tensor2D,
            (actions) => mlp(critics, tf.concat([observations, actions], 1)),
            draws,
            alpha,
            rangeOf(example),
          )
        ),
      actor,
    );
    const { actorLoss: loss, logDensity, value } = example;
    const expected = { loss, logDensity, value };
    for (const name of ["loss", "logDensity", "value"] as const) {
      assertClose(at.terms[name]!, expected[name]!, close);
    }
    assertTree(at.gradients, example.actorGradients as given.Texts);
    const got = temperatureLoss(Math.log(alpha), at.terms.logDensity!, -A);
    assertClose(got, example.temperatureLoss!, close);
    assertClose(got, example.temperatureGradient!, close); // its own derivative
  });

  Deno.test(`sacAgent: PyTorch's three updates, ${about}`, () => {
    const temperature: TemperatureConfig = example.case.temperature === "learned"
      ? { kind: "learned", initial: alpha }
      : { kind: "fixed", value: alpha };
    const config = { ...golden.settings, critics: count, temperature };
    using agent = sacAgent(key(0), given.spaces, { ...config, logStdRange: rangeOf(example) });
    const { actor, critics, targets } = golden.start;
    given.place(agent, given.placesOf({ actor, critics, targets }));
    checkUpdates(agent, batch, example);
    assertClose(agent.temperature(), Math.exp(example.after.log_alpha!), close);
  });
}

const [ddpg] = golden.cases.filter((example) => example.case.kind === "ddpg");

Deno.test("deterministicActorLoss, criticLoss: PyTorch's DDPG", () => {
  using scope = tensorScope();
  const { actor, critics, observations } = scope.own(setUp(ddpg!));
  using at = valueAndGradients(
    (p: MlpParameters) =>
      tf.tidy(() =>
        deterministicActorLoss(
          mlp(p, observations) as tf.Tensor2D,
          (actions) => mlp(critics, tf.concat([observations, actions], 1)),
        )
      ),
    actor,
  );
  assertClose(at.loss, ddpg!.actorLoss, close);
  assertTree(at.gradients, ddpg!.actorGradients as given.Texts);
  checkCritics(ddpg!, given.numbersOf(ddpg!.y));
});

Deno.test("ddpgAgent: PyTorch's three updates", () => {
  const { targetEntropy: _, ...settings } = golden.settings;
  using agent = ddpgAgent(key(0), given.spaces, settings);
  const { deterministic: actor, actorTarget, critics, targets } = golden.start;
  given.place(agent, given.placesOf({ actor, actorTarget, critics, targets }));
  checkUpdates(agent, batch, ddpg!);
  assertTree(agent.tensors.actorTarget as TensorTree, ddpg!.after.actor_target as given.Texts);
});

/** The metrics of each update, and all networks after the last one. */
function checkUpdates(agent: ReplayLearner, batch: Batch, { updates, after }: Case): void {
  golden.seeds.forEach((seed, i) => {
    const metrics = agent.update(key(seed), batch, i), expected = updates[i]!;
    assertEquals(Object.keys(metrics).toSorted(), Object.keys(expected).toSorted());
    for (const [name, value] of Object.entries(expected)) {
      assertClose(metrics[name]!, value, close);
    }
  });
  for (const name of ["actor", "critics", "targets"] as const) {
    assertTree(agent.tensors[name] as TensorTree, after[name] as given.Texts);
  }
}

Deno.test("the comparison with PyTorch rejects an update that is a little off", () => {
  const [example] = golden.cases, { actor, critics, targets } = golden.start;
  const right = { ...golden.settings, temperature: { kind: "learned", initial: 0.3 } } as const;
  const wrong = [
    { learningRate: 1.02e-3 },
    { averaging: 0.006 },
    { discount: 0.899 },
    { targetEntropy: -2.001 },
    { temperature: { kind: "fixed", value: 0.3 } },
  ] as const;
  for (const off of wrong) {
    using agent = sacAgent(key(0), given.spaces, { ...right, ...off });
    given.place(agent, given.placesOf({ actor, critics, targets }));
    assertThrows(() => checkUpdates(agent, batch, example!), Error, "Not close");
  }
});
