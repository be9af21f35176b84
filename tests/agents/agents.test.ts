/** What agents say when they are asked, and the settings they are made with. */
import { assert, assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { ddpgAgent, ddpgDefaults, sacAgent, sacDefaults } from "lib/agents";
import { fold, key, normal } from "lib/math";
import { mlp, type MlpParameters, startBackend, type TensorTree } from "lib/nn";
import * as tf from "lib/nn/tf";
import { assertClose, logNormal, spreadOf } from "../support/mod.ts";
import { numbersOf } from "./toys.ts";

await startBackend();

const spaces = { kind: "box", observations: 2, low: [-1, 0], high: [1, 5] } as const;
const observations = [[0.3, -1], [2, 0.5], [-0.7, 0]];
const hidden = [6, 5];

const output = (network: MlpParameters, rows: readonly (readonly number[])[]) =>
  tf.tidy(() => mlp(network, tf.tensor2d(rows.map((row) => [...row]))).arraySync());
const actorOf = ({ networks }: { readonly networks: TensorTree }) =>
  networks.actor as MlpParameters;

Deno.test("sacAgent: exploits with tanh μ, and samples with tanh(μ + σ ε) of the noise of the key", () => {
  using agent = sacAgent(key(1), spaces, { hidden });
  const policy = output(actorOf(agent), observations) as [number, number, number, number][];
  const best = policy.map(([m, n]) => [Math.tanh(m), Math.tanh(n)]);
  assertClose(agent.exploit(observations).flat(), best.flat(), { atol: 1e-6 }); // float32
  const { actions, logDensities } = agent.sample(key(2), observations);
  const noise = normal(key(2), 6);
  policy.forEach(([m, n, s, t], i) => {
    const u = [m + Math.exp(s) * noise[2 * i]!, n + Math.exp(t) * noise[2 * i + 1]!];
    assertClose(actions[i]!, u.map(Math.tanh), { atol: 1e-6 });
    // log N(u) − log(1 − tanh² u), in float64
    const parts = [[m, s], [n, t]].map(([mean, logStd], d) =>
      logNormal(u[d]!, mean!, Math.exp(logStd!)) - Math.log(1 - Math.tanh(u[d]!) ** 2)
    );
    assertClose(logDensities[i]!, parts[0]! + parts[1]!, { atol: 1e-5 });
  });
  assertEquals(
    agent.explore(key(3), observations[0]!),
    agent.sample(key(3), [observations[0]!]).actions[0],
  );
  assertNotEquals(agent.explore(key(3), observations[0]!), agent.explore(key(4), observations[0]!));
});

Deno.test("sacAgent: log σ stays within the range it was given", () => {
  const deviations = [[-20, 2], [0.5, 0.5], [-3, -3]].map(([low, high]) => {
    using agent = sacAgent(key(1), spaces, { hidden, logStdRange: [low!, high!] });
    const rows = Array.from({ length: 4000 }, () => observations[0]!);
    const u = agent.sample(key(5), rows).actions.map(([a]) => Math.atanh(a!));
    return spreadOf(u.filter(Number.isFinite)).std;
  });
  // a standard deviation of 4,000 draws is known to 1.1 % (1/√8000); a few tanh round to one at 0.5
  assertClose([deviations[1]!, deviations[2]!], [Math.exp(0.5), Math.exp(-3)], { rtol: 0.056 });
});

Deno.test("ddpgAgent: explores with noise around tanh μ, cut off at the box", () => {
  using agent = ddpgAgent(key(1), spaces, { hidden, noise: 0.5 });
  const best = agent.exploit([observations[0]!])[0]!;
  const policy = output(actorOf(agent), observations) as number[][];
  assertClose(agent.exploit(observations).flat(), policy.flat().map(Math.tanh), { atol: 1e-6 });
  let cut = 0;
  for (let i = 0; i < 200; i++) {
    const noise = normal(fold(key(6), i), 2),
      got = agent.explore(fold(key(6), i), observations[0]!);
    const free = best.map((each, d) => each + 0.5 * noise[d]!);
    assertClose(got, free.map((each) => Math.min(1, Math.max(-1, each))), { atol: 1e-12 });
    cut += free.filter((each) => Math.abs(each) > 1).length;
  }
  assert(cut > 0);
  using sure = ddpgAgent(key(1), spaces, { hidden, noise: 0 });
  assertEquals(sure.explore(key(7), observations[0]!), sure.exploit([observations[0]!])[0]);
  // nothing is drawn, and nothing counts beside the reward
  assertEquals(agent.probe.act(key(8), observations), { actions: agent.exploit(observations) });
});

for (const [kind, make] of [["sac", sacAgent], ["ddpg", ddpgAgent]] as const) {
  Deno.test(`${kind}: values are what each critic says of observation and action side by side`, () => {
    using agent = make(key(1), spaces, { hidden });
    const actions = [[0.1, -1], [0.5, 0.2], [1, -0.3]];
    const rows = observations.map((each, i) => [...each, ...actions[i]!]);
    const stacked = output(agent.tensors.critics as MlpParameters, rows) as unknown as number[][][];
    const expected = stacked.map((critic) => critic.map(([value]) => value!));
    assertEquals(agent.probe.values(observations, actions), expected);
    assertEquals(expected.length, kind === "sac" ? 2 : 1);
    assertEquals(agent.probe.values([], []), []);
    assertEquals(agent.exploit([]), []);
  });

  Deno.test(`${kind}: a key, a network; slow copies start as copies with numbers of their own`, () => {
    using one = make(key(1), spaces, { hidden });
    using same = make(key(1), spaces, { hidden });
    using other = make(key(2), spaces, { hidden });
    assertEquals(numbersOf(one), numbersOf(same));
    assertNotEquals(numbersOf(one), numbersOf(other));
    const { actor, critics, targets } = one.tensors as Record<string, MlpParameters>;
    assertEquals(output(critics!, [[1, 2, 3, 4]]), output(targets!, [[1, 2, 3, 4]]));
    assertNotEquals(actor!.hidden1!.weight.dataId, critics!.hidden1!.weight.dataId);
    assertNotEquals(critics!.hidden1!.weight.dataId, targets!.hidden1!.weight.dataId);
  });

  Deno.test(`${kind}: settings are complete, and refused by name when they are none`, () => {
    const defaults = kind === "sac" ? { ...sacDefaults, targetEntropy: -2 } : ddpgDefaults;
    using agent = make(key(1), spaces, { hidden });
    assertEquals(agent.config, { ...defaults, hidden });
    assertEquals(agent.kind, kind);
    const faults: Record<string, unknown[]> = {
      hidden: [[], [0], [4, 2.5], 64],
      discount: [0, 1.01, NaN],
      learningRate: [0, -1, Infinity],
      averaging: [0, 1.5],
      ...(kind === "ddpg" ? { noise: [-0.1, NaN] } : {
        critics: [0, 1.5],
        targetEntropy: [NaN, "none"],
        temperature: [
          { kind: "fixed", value: -1 },
          { kind: "learned", initial: 0 },
          { kind: "cold" },
          0.2,
        ],
        logStdRange: [[2, -20], [NaN, 2], [0]],
      }),
    };
    for (const [name, values] of Object.entries(faults)) {
      for (const value of values) {
        const made = () => make(key(1), spaces, { [name]: value });
        const { message } = assertThrows(made, Error) as Error;
        assert(message.startsWith("Cannot start") && message.includes(name), `${name}: ${message}`);
      }
    }
    const slip = { learning_rate: 1 } as object;
    assertThrows(() => make(key(1), spaces, slip), TypeError, 'an option is "learning_rate"');
  });
}
