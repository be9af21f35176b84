/** Chapter 10: windows, the rivals' losses and planners, written again. */
import { assert, assertEquals, assertThrows } from "@std/assert";
import * as ldm from "chapters/10-latent-dynamics-from-images/chapter.ts";
import {
  imageLoss,
  imageModel,
  imagineImages,
} from "chapters/10-latent-dynamics-from-images/image_model.ts";
import {
  actTruly,
  imagineTruly,
  noisy,
  openTruly,
} from "chapters/10-latent-dynamics-from-images/planners.ts";
import { learnedLoss, missedShare } from "chapters/10-latent-dynamics-from-images/shrinking.ts";
import { pixelPendulum, pixelPendulumStart } from "lib/envs";
import { startBackend } from "lib/inference/tensor";
import { key } from "lib/math";
import { readOut, readTree } from "lib/nn";
import * as tf from "lib/nn/tf";
import { assertClose } from "../../support/mod.ts";
import { average, network, type Row, sum } from "./oracle.ts";

await startBackend();

const [episode] = ldm.idleEpisodes(key(6), 1);
const { observations, actions, rewards, states } = episode!;
const grey = (t: number) => Array.from(observations[t]!.slice(256), (each) => each / 255);
const float32 = { rtol: 1e-4, atol: 1e-5 };

Deno.test("windowsOf: pictures t − 1 to t + K, K torques over 2, K rewards over 10, every start", () => {
  const { inputs, targets } = ldm.windowsOf([episode!], 3);
  assertEquals([inputs.length, inputs[0]!.length, targets[0]!.length], [48, 5 * 256, 6]);
  for (const t of [1, 20, 47]) {
    assertEquals(inputs[t], [t - 1, t, t + 1, t + 2, t + 3].flatMap(grey));
    const paid = [t, t + 1, t + 2];
    assertEquals(targets[t], [
      ...paid.map((at) => actions[at]![0]! / 2),
      ...paid.map((at) => rewards[at]! / 10),
    ]);
  }
  assertThrows(
    () => ldm.windowsOf([episode!], 51),
    RangeError,
    "episode 0 has 50 decisions, expected 51",
  );
});

Deno.test("windowsOf: the reward of a torque is of the state that it is done in", () => {
  const { angle, angularVelocity } = states[4]!, torque = actions[4]![0]!;
  const first =
    -(Math.acos(Math.cos(angle)) ** 2 + 0.1 * angularVelocity ** 2 + 0.001 * torque ** 2);
  const speed = angularVelocity + (1.5 * 3 * Math.sin(angle) + 3 * torque) * 0.05;
  const second = -(Math.acos(Math.cos(angle + 0.05 * speed)) ** 2 + 0.1 * speed ** 2 +
    0.001 * torque ** 2);
  assertClose(rewards[4]!, first + second, { atol: 1e-9 }); // two steps of Gymnasium's pendulum, g = 3
});

Deno.test("imageLoss: pictures and rewards of three imagined steps, each fed the one before", () => {
  const own = imageModel(key(2)), weights = readTree(own);
  const { inputs, targets } = ldm.windowsOf([episode!], 3), rows = [3, 17, 40];
  let [pictures, paid] = [0, 0];
  for (const n of rows) {
    let seen: Row = inputs[n]!.slice(0, 512);
    for (let t = 0; t < 3; t++) {
      const both = [...seen, targets[n]![t]!], change = network(weights, "picture", both);
      paid += (network(weights, "reward", both)[0]! - targets[n]![3 + t]!) ** 2 / (2 * 0.01 * 9);
      const next = seen.slice(256).map((each, p) => each + change[p]!);
      pictures += sum(next.map((each, p) => (each - grey(n + 1 + t)[p]!) ** 2)) / (2 * 0.05 * 9);
      seen = [...seen.slice(256), ...next];
    }
  }
  const said = readOut(() =>
    imageLoss(own, {
      inputs: tf.tensor2d(rows.map((n) => [...inputs[n]!])),
      targets: tf.tensor2d(rows.map((n) => [...targets[n]!])),
    } as never)
  );
  assertClose(said["pictures"]![0]!, pictures, float32);
  assertClose(said["rewards"]![0]!, paid, float32);
  assertClose(said["loss"]![0]!, pictures + paid, float32);
});

Deno.test("chapter 10: the image model has 153 thousand parameters, the code's model 160", () => {
  const count = (tree: ReturnType<typeof readTree>) =>
    Math.round(sum(Object.values(tree).map((values) => values.length)) / 1000);
  assertEquals([readTree(imageModel(key(0))), readTree(ldm.codeModel(key(0)))].map(count), [
    153,
    160,
  ]);
});

Deno.test("imagineImages: what plans earn, ten times the network's number, picture after picture", () => {
  const own = imageModel(key(2)), weights = readTree(own), plan = [1, -2, 0.5];
  const earned = imagineImages(own, observations[9]!)(Float64Array.from([...plan, 0, 0, 0]), 2);
  let seen: Row = [...grey(8), ...grey(9)];
  plan.forEach((torque, t) => {
    const both = [...seen, torque / 2], change = network(weights, "picture", both);
    assertClose(earned[t]!, 10 * network(weights, "reward", both)[0]!, float32);
    seen = [...seen.slice(256), ...seen.slice(256).map((each, p) => each + change[p]!)];
  });
});

Deno.test("learnedLoss: missed² over 2σ² and D log σ, beside codeLoss's other terms", () => {
  const code = ldm.codeModel(key(1)), { inputs, targets } = ldm.windowsOf([episode!], 1);
  const batch = {
    inputs: tf.tensor2d(inputs.slice(0, 9).map((row) => [...row])),
    targets: tf.tensor2d(targets.slice(0, 9).map((row) => [...row])),
  } as never;
  const sigma = 0.3, noise = { logStd: tf.tensor1d([Math.log(sigma)]) };
  const one = readOut(() => ldm.codeLoss(code, batch, "one"));
  const said = readOut(() => learnedLoss({ ...code, noise }, batch));
  const term = one["dynamics"]![0]! * 0.01 / sigma ** 2 + 8 * Math.log(sigma); // σ² was 0.01
  assertClose(said["dynamics"]![0]!, term, float32);
  assertClose(said["loss"]![0]!, term + one["pictures"]![0]! + one["rewards"]![0]!, float32);
  const strict = readOut(() => ldm.codeLoss(code, batch, "spread"));
  const lenient = readOut(() => ldm.codeLoss(code, batch, "spread", 0.1));
  assertClose(lenient["dynamics"]![0]!, strict["dynamics"]![0]! / 10, float32);
});

Deno.test("missedShare: mean over the code of missed² over the code's variance", () => {
  const code = ldm.codeModel(key(1)),
    weights = readTree(code),
    windows = ldm.windowsOf([episode!], 1);
  const codeAt = (row: Row, t: number) =>
    network(weights, "encoder", row.slice(256 * t, 256 * t + 512));
  const pairs = windows.inputs.map((row) => [codeAt(row, 0), codeAt(row, 1)] as const);
  const shares = pairs[0]![0].map((_, d) => {
    const column = pairs.flat().map((z) => z[d]!), middle = average(column);
    const missed = pairs.map(([z, later], n) => {
      const torque = windows.targets[n]![0]!;
      return (z[d]! + network(weights, "dynamics", [...z, torque])[d]! - later[d]!) ** 2;
    });
    return average(missed) / average(column.map((each) => (each - middle) ** 2));
  });
  assertClose(missedShare(code, windows), average(shares), { rtol: 1e-3 }); // float32, a small spread
});

Deno.test("imagineTruly earns what the world pays, and its planner beats its open loop", () => {
  const { state } = pixelPendulumStart(1, 0), world = pixelPendulum({ gravity: 3 });
  const plan = [2, -1, 0.5], earned = imagineTruly(state)(Float64Array.from(plan), 1);
  let at = state;
  plan.forEach((torque, t) => {
    const next = world.step(at, [torque], key(0));
    assertClose(earned[t]!, next.reward, { atol: 1e-12 });
    at = next.state;
  });
  const [looking, blind] = [actTruly(key(1), 1.5), openTruly(key(1), 1.5)];
  assertClose(looking.states.at(-1)!.angle, 0, { atol: 0.2 }); // upright
  assert(blind.return < looking.return);
  assert(new Set(blind.actions.map(([torque]) => torque)).size > 40); // another torque each time
});

Deno.test("noisy adds a Gaussian of its size, and stays within the motor's torque", () => {
  const torques = (size: number, at: number) =>
    Array.from({ length: 400 }, (_, i) => noisy(() => [at], size)(observations[0]!, key(i), 0)[0]!);
  const small = torques(0.3, 0.5), deviation = Math.sqrt(average(small.map((u) => (u - 0.5) ** 2)));
  assertClose(deviation, 0.3, { atol: 0.053 }); // 5 · 0.3 / √800
  assert(torques(5, 0).every((u) => Math.abs(u) <= 2));
});

Deno.test("idle play holds each torque for four decisions", () => {
  const held = actions.map(([torque]) => torque!);
  assertEquals(new Set(held).size, 13);
  assert(held.every((each, t) => each === held[t - t % 4]));
});
