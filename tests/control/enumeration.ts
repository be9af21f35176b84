/** The slow road, for tests: every path of a small world one by one, sums without logarithms. */

/** Dense tables, as `mdp` takes them; `reward` for each successor. */
export interface World {
  readonly states: number;
  readonly actions: number;
  readonly steps: number;
  readonly initial: readonly number[];
  readonly prior: readonly (readonly number[])[];
  readonly transition: readonly (readonly (readonly number[])[])[];
  readonly reward: readonly (readonly (readonly number[])[])[];
}

/** One path: `weight` is its probability times exp(return/α). */
export interface Path {
  readonly states: readonly number[];
  readonly actions: readonly number[];
  readonly probability: number;
  readonly return: number;
  readonly weight: number;
}

const total = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

/** All paths of `steps` steps from a state, with probabilities given that state (zeros included). */
function pathsFrom(world: World, temperature: number, state: number, steps: number): Path[] {
  if (steps === 0) {
    return [{ states: [state], actions: [], probability: 1, return: 0, weight: 1 }];
  }
  return range(world.actions).flatMap((a) => {
    const prior = world.prior[state]![a]!;
    return pathsVia(world, temperature, state, a, steps).map((path) => ({
      ...path,
      probability: prior * path.probability,
      weight: prior * path.weight,
    }));
  });
}

/** The same given state and first action. */
function pathsVia(world: World, temperature: number, s: number, a: number, steps: number): Path[] {
  return range(world.states).flatMap((next) => {
    const p = world.transition[s]![a]![next]!;
    const r = world.reward[s]![a]![next]!;
    const factor = p === 0 ? 0 : p * Math.exp(r / temperature);
    return pathsFrom(world, temperature, next, steps - 1).map((path) => ({
      states: [s, ...path.states],
      actions: [a, ...path.actions],
      probability: p * path.probability,
      return: p === 0 ? 0 : r + path.return,
      weight: factor * path.weight,
    }));
  });
}

/** All paths from the start. */
export function allPaths(world: World, temperature: number, steps = world.steps): Path[] {
  return range(world.states).flatMap((s) =>
    pathsFrom(world, temperature, s, steps).map((path) => ({
      ...path,
      probability: world.initial[s]! * path.probability,
      weight: world.initial[s]! * path.weight,
    }))
  );
}

/** p(O₁:T). */
export function evidence(world: World, temperature: number): number {
  return total(allPaths(world, temperature).map((path) => path.weight));
}

/** β_t(s), t from 0. */
export function stateBackward(world: World, temperature: number, t: number): number[] {
  return range(world.states).map((s) =>
    total(pathsFrom(world, temperature, s, world.steps - t).map((path) => path.weight))
  );
}

/** β_t(s, a), flat. */
export function actionBackward(world: World, temperature: number, t: number): number[] {
  return pairs(world).map(([s, a]) =>
    total(pathsVia(world, temperature, s, a, world.steps - t).map((path) => path.weight))
  );
}

/** p(s_t | O of the steps before t). */
export function forward(world: World, temperature: number, t: number): number[] {
  const paths = allPaths(world, temperature, t);
  return shares(world.states, paths.map((path) => [path.states[t]!, path.weight]));
}

/** p(s_t | O₁:T). */
export function stateMarginal(world: World, temperature: number, t: number): number[] {
  const paths = allPaths(world, temperature);
  return shares(world.states, paths.map((path) => [path.states[t]!, path.weight]));
}

/** p(s_t, a_t | O₁:T), flat. */
export function actionMarginal(world: World, temperature: number, t: number): number[] {
  const at = (path: Path) => path.states[t]! * world.actions + path.actions[t]!;
  const paths = allPaths(world, temperature);
  return shares(world.states * world.actions, paths.map((path) => [at(path), path.weight]));
}

/** p(a_t | s_t, O_t:T), flat; zeros where nothing can be optimal. */
export function policy(world: World, temperature: number, t: number): number[] {
  return range(world.states).flatMap((s) => {
    const paths = pathsFrom(world, temperature, s, world.steps - t);
    return shares(world.actions, paths.map((path) => [path.actions[0]!, path.weight]));
  });
}

/** p(s_t+1 | s_t, a_t, O_t:T) for each (s, a) and every s', also of probability 0. */
export function dynamics(world: World, temperature: number, t: number): number[][] {
  return pairs(world).map(([s, a]) => {
    const paths = pathsVia(world, temperature, s, a, world.steps - t);
    return shares(world.states, paths.map((path) => [path.states[1]!, path.weight]));
  });
}

/** Sums of weights by index, divided by their total; zeros when that is 0. */
function shares(size: number, weights: readonly (readonly [number, number])[]): number[] {
  const sums = new Array<number>(size).fill(0);
  for (const [index, weight] of weights) sums[index]! += weight;
  const all = total(sums);
  return sums.map((sum) => all === 0 ? 0 : sum / all);
}

function pairs(world: World): (readonly [number, number])[] {
  return range(world.states).flatMap((s) => range(world.actions).map((a) => [s, a] as const));
}

export function range(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}
