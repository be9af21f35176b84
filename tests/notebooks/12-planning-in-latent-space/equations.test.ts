/** Chapter 12: every equation, held against oracles that import nothing of lib. */
import { assert, assertEquals, assertLess, assertThrows } from "@std/assert";
import * as pln from "chapters/12-planning-in-latent-space/chapter.ts";
import { dreaming, imagineTruly } from "chapters/12-planning-in-latent-space/planners.ts";
import { velocityShare } from "chapters/12-planning-in-latent-space/prediction.ts";
import { remembered } from "chapters/12-planning-in-latent-space/world.ts";
import { crossEntropyPlan } from "lib/control";
import { pixelPendulumStart } from "lib/envs";
import { fold, key } from "lib/math";
import { readOut, readTree } from "lib/nn";
import * as tf from "lib/nn/tf";
import {
  gaussianKlTensor,
  observeSequence,
  priorStep,
  startBackend,
  stateSpaceDreamer,
  stateSpaceLoss,
  stateSpaceParameters,
} from "lib/sequence/tensor";
import { assertClose, otherNormals } from "../../support/mod.ts";
import { average, integral, klBetween, logNormal, type Row, sum, swing } from "./oracle.ts";

await startBackend();
const sides = {
  pixels: 9,
  actions: 1,
  memory: 4,
  code: 2,
  encoder: [6, 3],
  posterior: 5,
  reward: 3,
};
const own = stateSpaceParameters(key(3), sides), next = otherNormals(12);
const T = 4, B = 2;
const list = (count: number) => Array.from({ length: count }, () => next());
const numbers = {
  pictures: list(T * B * 9).map((each) => 0.5 + 0.1 * each),
  actions: list((T - 1) * B),
  rewards: list((T - 1) * B),
  noise: list(T * B * 2),
};
const batch = () => ({
  pictures: tf.tensor(numbers.pictures, [T, B, 9]),
  actions: tf.tensor(numbers.actions, [T - 1, B, 1]),
  rewards: tf.tensor(numbers.rewards, [T - 1, B]),
  noise: tf.tensor(numbers.noise, [T, B, 2]),
});
const seen = readOut(() => {
  const { memory, code, posterior, prior } = observeSequence(own, batch());
  return {
    memory,
    code,
    qMean: posterior.mean,
    qStd: posterior.std,
    pMean: prior.mean,
    pStd: prior.std,
  };
});
const weights = readTree(own);

/** A network of the model in float64. */
function network(net: string, layers: readonly string[], x: Row): number[] {
  return layers.reduce((rows: number[], layer) => {
    const weight = weights[`${net}/${layer}/weight`]!, bias = weights[`${net}/${layer}/bias`]!;
    return Array.from(bias, (b, j) => {
      const value = sum(rows.map((each, i) => each * weight[i * bias.length + j]!)) + b;
      return layer === "output" ? value : Math.max(value, 0);
    });
  }, [...x]);
}
const row = (name: keyof typeof seen, width: number, at: number) =>
  Array.from(seen[name].slice(at * width, (at + 1) * width));
const places = Array.from({ length: T * B }, (_, at) => at);
const stateAt = (at: number) => [...row("memory", 4, at), ...row("code", 2, at)];

Deno.test("PLN-1: the memory is a function of the one before, the code and the torque, and 0 at first", () => {
  assertEquals(row("memory", 4, 0), [0, 0, 0, 0]);
  for (const at of places.slice(B)) {
    const before = at - B;
    const { memory } = readOut(() => {
      const state = {
        memory: tf.tensor2d([row("memory", 4, before)]),
        code: tf.tensor2d([row("code", 2, before)]),
      };
      return { memory: priorStep(own, state, tf.tensor2d([[numbers.actions[before]!]])).memory };
    });
    assertClose(Array.from(memory), row("memory", 4, at), { atol: 1e-6 }); // float32
  }
});

Deno.test("PLN-2: the bound of two steps lies below log p, by what the first look did not know", () => {
  const { seen: [o1, o2], picture, code, torque } = pln.TOY;
  const memory = (z: number) => Math.tanh(1.5 * z + torque);
  const joint = (z1: number, z2: number) =>
    logNormal(z1, 0, 1) + logNormal(o1, z1, picture) + logNormal(z2, memory(z1), code) +
    logNormal(o2, memory(z1) + z2, picture);
  const evidence = Math.log(
    integral((z1) => integral((z2) => Math.exp(joint(z1, z2)), -6, 6, 400), -6, 6, 400),
  );
  assertClose(pln.toyEvidence(), evidence, { atol: 1e-8 }); // 400 cells a side
  const [m, s] = pln.toyLook(0, 1, 0, o1);
  const bound = integral(
    (z1) => {
      const h = memory(z1), [m2, s2] = pln.toyLook(h, code, h, o2);
      const inner = integral(
        (z2) => Math.exp(logNormal(z2, m2, s2)) * (joint(z1, z2) - logNormal(z2, m2, s2)),
        -6,
        6,
        400,
      );
      return Math.exp(logNormal(z1, m, s)) * (inner - logNormal(z1, m, s));
    },
    m - 10 * s,
    m + 10 * s,
    400,
  );
  const { pictures, kl } = pln.toyBound(m, s);
  assertClose(pictures - kl, bound, { atol: 1e-8 });
  assertLess(bound, evidence);
  assertClose(evidence - bound, pln.toyGap(m, s), { atol: 1e-8 });
});

Deno.test("PLN-3: codes are mean + spread · noise, number by number", () => {
  for (const at of places) {
    const made = row("qMean", 2, at).map((m, k) =>
      m + row("qStd", 2, at)[k]! * numbers.noise[2 * at + k]!
    );
    assertClose(row("code", 2, at), made, { atol: 1e-6 }); // float32
  }
});

Deno.test("PLN-4: the divergence of diagonal Gaussians is the sum of integrals", () => {
  const kl = readOut(() => ({
    kl: gaussianKlTensor(
      { mean: tf.tensor2d(seen.qMean, [T * B, 2]), std: tf.tensor2d(seen.qStd, [T * B, 2]) },
      { mean: tf.tensor2d(seen.pMean, [T * B, 2]), std: tf.tensor2d(seen.pStd, [T * B, 2]) },
    ),
  })).kl;
  for (const at of places) {
    const exact = sum([0, 1].map((k) =>
      klBetween(
        row("qMean", 2, at)[k]!,
        row("qStd", 2, at)[k]!,
        row("pMean", 2, at)[k]!,
        row("pStd", 2, at)[k]!,
      )
    ));
    assertClose(kl[at]!, exact, { atol: 1e-5 }); // float32
  }
});

/** KL of row `at` of q to a Gaussian. */
const klTo = (at: number, mean: Row, std: Row) =>
  sum(mean.map((m, k) => klBetween(row("qMean", 2, at)[k]!, row("qStd", 2, at)[k]!, m, std[k]!)));

Deno.test("PLN-5: pictures, rewards of the later states, and the divergence above its free nats", () => {
  const free = 0.05;
  const pictures = average(places.map((at) => {
    const said = network("decoder", ["hidden1", "hidden2", "output"], stateAt(at));
    return sum(said.map((each, p) => (each - numbers.pictures[9 * at + p]!) ** 2)) / (2 * 0.05);
  }));
  const rewards = average(
    places.slice(B).map((at) => {
      const [said] = network("reward", ["hidden1", "output"], stateAt(at));
      return (said! - numbers.rewards[at - B]!) ** 2 / (2 * 0.01);
    }),
  );
  const kl = average(
    places.map((at) => Math.max(free, klTo(at, row("pMean", 2, at), row("pStd", 2, at)))),
  );
  const loss = readOut(() => ({ ...stateSpaceLoss(own, batch(), { freeNats: free }) }));
  assertClose(loss.pictures![0]!, pictures, { rtol: 1e-5 }); // float32
  assertClose(loss.rewards![0]!, rewards, { rtol: 1e-5 });
  assertClose(loss.loss[0]!, pictures + rewards + kl, { rtol: 1e-5 });
});

Deno.test("PLN-6: handed on by draws, a fact's variance grows by σ² a step", () => {
  const draw = otherNormals(4),
    ends = Array.from({ length: 20_000 }, () => {
      let z = 0.7;
      for (let t = 0; t < 9; t++) z += 0.1 * draw();
      return z;
    });
  const middle = average(ends), spread = average(ends.map((each) => (each - middle) ** 2));
  assertClose(spread, 9 * 0.01, { rtol: 5 * Math.sqrt(2 / 20_000) }); // five standard errors
});

Deno.test("PLN-7: equal spreads c times as wide leave a c²-th of the divergence", () => {
  for (const c of [1, 3, 20]) {
    assertClose(klBetween(0.4, 0.2 * c, 0.1, 0.2 * c), 0.3 ** 2 / (2 * c * c * 0.04), {
      atol: 1e-9,
    });
    assertClose(pln.klOf(0.4, 0.2 * c, 0.1, 0.2 * c), 0.3 ** 2 / (2 * c * c * 0.04), {
      atol: 1e-12,
    });
  }
});

Deno.test("PLN-8: the prior of two steps is the mean of priors over the walk", () => {
  const [a, s, z0] = [0.9, 0.3, 1];
  for (const z of [0.2, 0.8, 1.3]) {
    const mixed = integral(
      (between) => Math.exp(logNormal(between, a * z0, s) + logNormal(z, a * between, s)),
      -2,
      4,
    );
    assertClose(Math.log(mixed), logNormal(z, a * a * z0, Math.hypot(a * s, s)), { atol: 1e-8 });
  }
});

Deno.test("PLN-9: the divergence to the prior of two steps is at most the mean one to the last step", () => {
  for (const [m, s] of [[0.5, 0.4], [0.81, 0.3], [2, 0.1]] as const) {
    const [a, noise, z0] = [0.9, 0.3, 1];
    const left = klBetween(m, s, a * a * z0, Math.hypot(a * noise, noise));
    const right = integral(
      (z) => Math.exp(logNormal(z, a * z0, noise)) * klBetween(m, s, a * z, noise),
      a * z0 - 8 * noise,
      a * z0 + 8 * noise,
      200,
    );
    assert(left <= right, `${left} above ${right}`);
    assertClose(right, pln.klOf(m, s, a * a * z0, noise) + a * a / 2, { atol: 1e-6 }); // 200 cells
  }
});

Deno.test("PLN-10: predictions of two and three steps, by walks of the prior written out", () => {
  const ahead = list(2 * T * B * 2), free = 0.01;
  const walk = (from: { memory: Row; code: Row }, torque: number) =>
    readOut(() => {
      const state = {
        memory: tf.tensor2d([[...from.memory]]),
        code: tf.tensor2d([[...from.code]]),
      };
      return { ...priorStep(own, state, tf.tensor2d([[torque]])) };
    });
  const perDistance = [2, 3].map((d) => {
    const costs: number[] = [];
    for (let at = B; at < (T - d + 1) * B; at++) { // the memory that a picture before it has made
      let memory = row("memory", 4, at), mean = row("pMean", 2, at), std = row("pStd", 2, at);
      for (let k = 0; k < d - 1; k++) {
        const origin = at - B; // rows of a distance begin with the first one that can be walked
        const code = mean.map((m, j) => m + std[j]! * ahead[k * T * B * 2 + 2 * origin + j]!);
        const step = walk({ memory, code }, numbers.actions[at + k * B]!);
        [memory, mean, std] = [step.memory, step.mean, step.std].map((each) =>
          Array.from(each)
        ) as [
          number[],
          number[],
          number[],
        ];
      }
      costs.push(Math.max(free, klTo(at + (d - 1) * B, mean, std)));
    }
    return average(costs);
  });
  const { overshoot } = readOut(() => ({
    ...stateSpaceLoss(own, { ...batch(), ahead: tf.tensor(ahead, [2, T * B, 2]) }, {
      overshoot: 3,
      freeNats: free,
    }),
  }));
  assertClose(overshoot![0]!, average(perDistance), { rtol: 1e-4, atol: 1e-5 }); // float32
});

Deno.test("PLN-11: a plan is worth the rewards of the dreamt states, and only its first torque is done", () => {
  using dreamer = stateSpaceDreamer(own);
  const from = {
    memory: Float32Array.from(row("memory", 4, 3)),
    code: Float32Array.from(row("qMean", 2, 3)),
  };
  const plan = [0.5, -1, 0.25], said = dreamer.imagine(from)(Float64Array.from(plan), 1);
  const { rewards } = dreamer.dream(from, plan.map((each) => [each]));
  let state: { memory: Row; code: Row } = {
    memory: Array.from(from.memory),
    code: Array.from(from.code),
  };
  plan.forEach((torque, k) => {
    const step = readOut(() => {
      const at = { memory: tf.tensor2d([[...state.memory]]), code: tf.tensor2d([[...state.code]]) };
      const { memory, mean } = priorStep(own, at, tf.tensor2d([[torque]]));
      return { memory, mean };
    });
    state = { memory: Array.from(step.memory), code: Array.from(step.mean) };
    const [worth] = network("reward", ["hidden1", "output"], [...state.memory, ...state.code]);
    assertClose(said[k]!, worth!, { atol: 1e-5 }); // float32
    assertClose(rewards[k]!, worth!, { atol: 1e-5 });
  });
  const pixel = stateSpaceParameters(key(1), { pixels: 256, actions: 1, memory: 3, code: 2 });
  using other = stateSpaceDreamer(pixel);
  const { observation } = pixelPendulumStart(2, 0);
  const belief = other.observe(pln.pictureOf(observation));
  const { actions } = crossEntropyPlan(key(9), other.imagine(belief), pln.SEARCH);
  assertEquals(dreaming(other)(observation, key(9), 0), [2 * actions[0]![0]!]);
});

Deno.test("PLN-12: at the top the world's own steps fall as cosh says", () => {
  let state: readonly [number, number] = [0.1 * Math.PI / 180, 0];
  for (let i = 0; i < 16; i++) state = swing(state, 0).state;
  const fallen = pln.fallFromTop(0.1, 8);
  assertClose(fallen, state[0] * 180 / Math.PI, { rtol: 1e-9 });
  assertClose(fallen, 0.1 * Math.cosh(Math.sqrt(15) * 0.8), { rtol: 0.12 }); // steps of 0.05 s
});

Deno.test("chapter 12: the true model's dream is Gymnasium's pendulum, two steps a torque", () => {
  const plan = [0.3, -1, 1], from = { ...pixelPendulumStart(2.5, 0).state, angularVelocity: -3 };
  let state: readonly [number, number] = [2.5, -3];
  const exact = plan.map((torque) => {
    let paid = 0;
    for (let i = 0; i < 2; i++) {
      const step = swing(state, 2 * torque);
      [state, paid] = [step.state, paid + step.paid];
    }
    return paid;
  });
  assertClose(imagineTruly(from)(Float64Array.from(plan), 1), exact, { rtol: 1e-6 }); // float32 torque
});

Deno.test("chapter 12: the angle read off a picture is the rod's; the smaller way round counts", () => {
  for (const angle of [-3, -0.4, 0, 1, 2.2]) {
    assertLess(pln.degreesApart(pln.angleOf(pln.drawn(angle)), angle), 1);
  }
  assertClose(pln.degreesApart(0.1, 2 * Math.PI - 0.1), 0.2 * 180 / Math.PI, { atol: 1e-9 });
  assertEquals(pln.stepsTrusted([1, 29, 31, 2]), 2);
});

Deno.test("chapter 12: a short run learns the same twice, and its dreams can be asked", () => {
  const short = { ...pln.LEARNER, idle: 2, episodes: 3, updates: 3, decisions: 6, judged: [] };
  const [one, two] = [0, 1].map(() =>
    pln.learn(fold(key(0), "x"), pln.VARIANTS.overshooting, short)
  );
  assertEquals(one!.episodes.map((each) => each.return), two!.episodes.map((each) => each.return));
  assertEquals(one!.episodes[2]!.actions.length, 6);
  const [test] = pln.testEpisodes(1), check = pln.dreamCheck(one!.model, pln.VARIANTS.full, test!);
  assertEquals([check.pictures.length, check.degrees.length], [50, 50]);
  assert(velocityShare(one!.model, pln.VARIANTS.full, one!.episodes.slice(0, 2), [test!]) < 1);
  assertThrows(
    () => pln.dreamCheck(one!.model, pln.VARIANTS.full, test!, { ahead: 60 }),
    RangeError,
    "ahead is 60, expected at most 51",
  );
});

Deno.test("chapter 12: pictures of another size or kind are refused in words", () => {
  assertThrows(
    () => pln.pictureOf(new Uint8Array(256)),
    RangeError,
    "expected two pictures, 512 bytes",
  );
  assertThrows(() => pln.pictureOf(Array(512).fill(0.5) as never), TypeError, "bytes");
  const [episode] = pln.idleEpisodes(key(0), 1);
  assertEquals(remembered(episode!).pictures.length, 101);
});
