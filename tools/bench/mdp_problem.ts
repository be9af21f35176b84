// One MDP for all contestants: its outcomes as raw numbers, the rest as JSON, in a folder.
import { type Mdp, sparseMdp } from "lib/control";

/** The sizes of the tables, and what is to be done with them. */
export type MdpProblem = {
  readonly states: number;
  readonly actions: number;
  /** Outcomes of every state and action. */
  readonly successors: number;
  readonly discount: number;
  /** Stop at a largest change of at most this. */
  readonly tolerance: number;
};

/**
 * Writes successor.i32 and probability.f64, `[states, actions, successors]`, reward.f64,
 * `[states, actions]`, (in this machine's byte order) and problem.json.
 */
export async function writeMdp(folder: string, mdp: Mdp, problem: MdpProblem): Promise<void> {
  const { successor, probability } = mdp.outcomes;
  await Deno.mkdir(folder, { recursive: true });
  await Deno.writeFile(`${folder}/successor.i32`, bytesOf(successor));
  await Deno.writeFile(`${folder}/probability.f64`, bytesOf(probability));
  await Deno.writeFile(`${folder}/reward.f64`, bytesOf(mdp.reward));
  await Deno.writeTextFile(`${folder}/problem.json`, JSON.stringify(problem));
}

/** The bytes of a table, copied. */
export function bytesOf(
  table: Readonly<Float64Array> | Readonly<Int32Array>,
): Uint8Array<ArrayBuffer> {
  return new Uint8Array(table.slice().buffer);
}

export async function readMdp(folder: string): Promise<{ mdp: Mdp; problem: MdpProblem }> {
  const problem = JSON.parse(await Deno.readTextFile(`${folder}/problem.json`)) as MdpProblem;
  const { states, actions, successors, discount } = problem;
  const buffer = async (name: string) => (await Deno.readFile(`${folder}/${name}`)).buffer;
  const successor = new Int32Array(await buffer("successor.i32"));
  const probability = new Float64Array(await buffer("probability.f64"));
  const reward = new Float64Array(await buffer("reward.f64"));
  const outcomes = (s: number, a: number) => {
    const row = s * actions + a;
    return Array.from({ length: successors }, (_, k) => ({
      state: successor[row * successors + k]!,
      probability: probability[row * successors + k]!,
      reward: reward[row]!,
    }));
  };
  return { mdp: sparseMdp({ states, actions, discount, outcomes }), problem };
}
