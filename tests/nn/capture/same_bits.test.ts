/** Replays learn what the steps as they are written learn, to the last bit. */
import { assert, assertEquals } from "@std/assert";
import { type Batch, ddpgAgent, sacAgent } from "lib/agents";
import { fold, key, normal } from "lib/math";
import { capture, readTree, requireSameReplay, startBackend, withoutLeaks } from "lib/nn";
import { convProblem, mlpProblem } from "../../../tools/bench/vae_problem.ts";
import { type Model, recurrent, vae } from "./models.ts";

await startBackend();

const models: Record<string, readonly [updates: number, make: () => Model]> = {
  "a VAE": [200, () => vae(mlpProblem)],
  "a convolutional VAE": [20, () => vae(convProblem)],
  "a GRU over 20 steps": [
    200,
    () => recurrent({ steps: 20, batch: 32, inputs: 8, hidden: 64 }),
  ],
  "a GRU with odd widths": [50, () => recurrent({ steps: 3, batch: 5, inputs: 3, hidden: 7 })],
};

/** Losses and all numbers after so many updates. */
function learned(updates: number, make: () => Model, how: "run" | "runAsWritten") {
  using model = make();
  using step = capture(model.step);
  for (let run = 0; run < updates; run++) {
    model.feed(run);
    step[how](run);
  }
  const numbers = readTree(model.state), losses = [...model.losses];
  if (how === "run") {
    assert(step.isRecorded());
    model.feed(updates);
    requireSameReplay(step, updates, model.state);
  }
  return { losses, numbers };
}

for (const [name, [updates, make]] of Object.entries(models)) {
  Deno.test(`capture: ${updates} updates of ${name} have the bits of the step as it is written`, async () => {
    await withoutLeaks(() => {
      const written = learned(updates, make, "runAsWritten");
      assertEquals(learned(updates, make, "run"), written);
      assertEquals(new Set(written.losses).size, updates); // it did learn at every step
    });
  });
}

const ROWS = 32;
const spaces = { kind: "box", observations: 3, low: [-1, -2], high: [1, 2] } as const;

function batchOf(run: number): Batch {
  const drawn = (name: string, count: number) =>
    Float32Array.from(normal(fold(fold(key(8), name), run), ROWS * count));
  return {
    size: ROWS,
    observations: drawn("observations", 3),
    actions: drawn("actions", 2).map(Math.tanh),
    rewards: drawn("rewards", 1),
    observationsNext: drawn("next", 3),
    masks: drawn("masks", 1).map((each) => each > 1.5 ? 0 : 1),
  };
}

const agents = {
  "SAC, layers of 64": () => sacAgent(key(1), spaces, { hidden: [64, 64] }),
  "SAC, layers of 256": () => sacAgent(key(1), spaces, { hidden: [256, 256] }),
  "SAC, one critic, fixed temperature": () => {
    const temperature = { kind: "fixed", value: 0.2 } as const;
    return sacAgent(key(1), spaces, { hidden: [16], critics: 1, temperature });
  },
  DDPG: () => ddpgAgent(key(1), spaces, { hidden: [16, 16] }),
};

for (const [name, make] of Object.entries(agents)) {
  Deno.test(`agent.update: 200 updates of ${name}: each replay is the step as it is written`, async () => {
    await withoutLeaks(() => {
      using agent = make();
      using other = make();
      for (let run = 0; run < 200; run++) {
        const metrics = agent.update(fold(key(2), run), batchOf(run), run);
        if (run < 2) other.update(fold(key(2), run), batchOf(run), run);
        else requireSameLearning(agent, other, run, metrics);
      }
    });
  });
}

type Learner = ReturnType<typeof agents[keyof typeof agents]>;

/** The other one learns as it is written, though it could replay. */
function requireSameLearning(agent: Learner, other: Learner, run: number, metrics: object): void {
  const replayed = agent.captured!()!, before = other.captured!()!;
  assert(replayed.isRecorded() && before.isRecorded());
  const { run: replay } = before;
  Object.assign(before, { run: before.runAsWritten });
  assertEquals(other.update(fold(key(2), run), batchOf(run), run), metrics);
  Object.assign(before, { run: replay });
  assertEquals(readTree(other.tensors), readTree(agent.tensors));
}
