/** Good calls of lib/envs: the making of each world with a step in it, its starts, its steps. */
import * as envs from "lib/envs";
import type { Call, Folder } from "../call.ts";

const KEY = [0, 7];
// deno-lint-ignore no-explicit-any -- a harness hands functions what their types forbid
type Any = any;

/** A world from its options, its name and spaces, a start and a step. */
function played(make: (options: Any) => Any, action: unknown) {
  return (options: unknown) => {
    const world = make(options);
    const start = world.reset(KEY);
    const { name, actions, observations } = world;
    return { name, actions, observations, start, next: world.step(start.state, action, KEY) };
  };
}

function world(
  name: string,
  make: (options: Any) => Any,
  { options, action, state }: {
    readonly options: Readonly<Record<string, unknown>>;
    readonly action: unknown;
    readonly state: unknown;
  },
): readonly Call[] {
  return [
    { name, args: () => [options], call: played(make, action), options: ["0", "0.push"] },
    {
      name: `${name}'s step`,
      args: () => [state, action, KEY],
      call: (...args: Any[]) => make({}).step(...args),
      // a world without chance does not look at its key
      fine: [/^2 ←/, /^2\./],
    },
    {
      name: `${name}'s reset`,
      args: () => [KEY],
      call: (...args: Any[]) => make({}).reset(...args),
    },
  ];
}

const CALLS: readonly Call[] = [
  ...world("tree", envs.tree, {
    options: { noise: 0.1, startDeviation: 0.2, stepLimit: 20 },
    action: [0.1, 0.5],
    state: { x: 1, y: 2, step: 3 },
  }),
  { name: "treeStart", args: () => [1, 2], call: envs.treeStart },
  {
    name: "touchesTree",
    args: () => [{ x: 0, y: 2 }, { x: 0.5, y: 3 }],
    call: envs.touchesTree,
  },
  {
    name: "treeWalk",
    args: () => [KEY, { noise: 0.1, shortest: 1, longest: 2, startDeviation: 0.2 }],
    call: envs.treeWalk as Any,
    options: ["1"],
  },
  { name: "treePlay", args: () => [KEY, 5], call: envs.treePlay as Any },
  ...world("pendulum", envs.pendulum, {
    options: {
      mass: 2,
      length: 1,
      gravity: 10,
      push: { probability: 0.5, size: 1 },
      startAngle: 1,
      startAngularVelocity: 1,
      stepLimit: 20,
    },
    action: [1.5],
    state: { angle: 1, angularVelocity: -1, step: 3 },
  }),
  ...world("pixelPendulum", envs.pixelPendulum, {
    options: { size: 6, repeat: 2, gravity: 3, stepLimit: 20 },
    action: [1.5],
    state: { angle: 1, angularVelocity: -1, step: 3, angleBefore: 1.1 },
  }),
  {
    name: "pendulumImage",
    args: () => [1, { size: 6 }],
    call: envs.pendulumImage as Any,
    options: ["1"],
  },
  {
    name: "pixelPendulumStart",
    args: () => [1, -1, { size: 6 }],
    call: envs.pixelPendulumStart as Any,
    options: ["2"],
  },
  ...world("pixelCartPole", envs.pixelCartPole, {
    options: { repeat: 2, stepLimit: 20 },
    action: [1.5],
    state: {
      position: 0.5,
      velocity: 0,
      angle: 0.25,
      angularVelocity: -1,
      step: 3,
      positionBefore: 0.5,
      angleBefore: 0.25,
    },
  }),
  { name: "pixelCartPoleStart", args: () => [0.5, 0, 0.25, -1], call: envs.pixelCartPoleStart },
  { name: "cartPoleImage", args: () => [0.5, 0.25], call: envs.cartPoleImage },
  ...world("pixelPlane", envs.pixelPlane, {
    options: { goal: [5, 2], goalRadius: 1, stepLimit: 20 },
    action: [1.5, -0.5],
    state: { x: 3, y: 2, step: 3 },
  }),
  { name: "pixelPlaneStart", args: () => [3, 2], call: envs.pixelPlaneStart },
  { name: "planeImage", args: () => [3, 2], call: envs.planeImage },
  { name: "movePlane", args: () => [[3, 2], [1, 1]], call: envs.movePlane },
  { name: "touchesPlane", args: () => [3, 2], call: envs.touchesPlane },
  ...world("mountainCarContinuous", envs.mountainCarContinuous, {
    options: { power: 0.001, gravity: 0.002, stepLimit: 20 },
    action: [0.5],
    state: { position: -0.5, velocity: 0.01, step: 3 },
  }),
  ...world("keyDoor", envs.keyDoor, {
    options: { keyPixels: 2, batPlaces: 3, stepLimit: 20 },
    action: 1,
    state: { row: 1, column: 1, key: 3, bat: 2, step: 3 },
  }),
  ...world("multigoal", envs.multigoal, {
    options: {
      goalReward: 1,
      actionCost: 2,
      distanceCost: 3,
      startDeviation: 0.5,
      stepLimit: 20,
      goals: [[5, 0], [0, -5]],
    },
    action: [0.5, -0.5],
    state: { x: 1, y: -1, step: 3 },
  }),
  ...world("cartPole", envs.cartPole, {
    options: { stepLimit: 20 },
    action: 1,
    state: { position: 0, velocity: 0.1, angle: 0.01, angularVelocity: 0.1, step: 3 },
  }),
  ...world("acrobot", envs.acrobot, {
    options: { stepLimit: 20 },
    action: 2,
    state: {
      shoulderAngle: 0.1,
      elbowAngle: 0.2,
      shoulderVelocity: 0.3,
      elbowVelocity: 0.4,
      step: 3,
    },
  }),
  { name: "pendulumStart", args: () => [1, 2], call: envs.pendulumStart },
  { name: "mountainCarStart", args: () => [-0.5, 0.01], call: envs.mountainCarStart },
  { name: "multigoalStart", args: () => [1, 2], call: envs.multigoalStart },
  {
    name: "keyDoorStart",
    args: () => [{ row: 1, column: 1, key: 3, bat: 2 }, { keyPixels: 2 }],
    call: envs.keyDoorStart,
    options: ["1"],
  },
  { name: "keyDoorMove", args: () => [{ row: 1, column: 1, key: 3 }, 0], call: envs.keyDoorMove },
  { name: "cartPoleStart", args: () => [0.1, 0.2, 0.01, 0.1], call: envs.cartPoleStart },
  { name: "acrobotStart", args: () => [0.1, 0.2, 0.3, 0.4], call: envs.acrobotStart },
  { name: "bootstrapMask", args: () => [{ kind: "running" }], call: envs.bootstrapMask },
  {
    name: "requireAction",
    args: () => ["act", { kind: "box", low: [-1], high: [1] }, [0.5]],
    call: (...args: Any[]) => String(envs.requireAction(...(args as [Any, Any, Any]))),
    fine: [/^0 ←/], // words for the message
  },
  {
    name: "requireAction discrete",
    args: () => ["act", { kind: "discrete", count: 3 }, 2],
    call: (...args: Any[]) => String(envs.requireAction(...(args as [Any, Any, Any]))),
    fine: [/^0 ←/],
  },
  {
    name: "rollOut",
    args: () => [KEY, envs.pendulum(), () => [1], 3],
    call: envs.rollOut,
  },
  {
    name: "rollOut of a strange world",
    args: () => [KEY, strange(), () => [1], 3],
    call: envs.rollOut,
  },
  {
    name: "withTimeLimit",
    args: () => [envs.pendulum(), 3],
    call: (...args: Any[]) => {
      const limited = envs.withTimeLimit(...(args as [Any, Any]));
      return envs.rollOut([0, 1], limited, () => [1] as never, 5);
    },
  },
  {
    name: "restorableEnvironment",
    args: () => [SIMULATED, simulator()],
    call: (...args: Any[]) => {
      const world = envs.restorableEnvironment(...(args as [Any, Any]));
      return envs.rollOut([0, 1], world, () => [0.5], 2);
    },
  },
  {
    name: "statefulEnvironment",
    args: () => [SIMULATED, simulator],
    call: (...args: Any[]) => {
      const world = envs.statefulEnvironment(...(args as [Any, Any]));
      return envs.rollOut([0, 1], world, () => [0.5], 2);
    },
  },
  {
    name: "startAt",
    args: () => [envs.pendulum(), envs.pendulumStart(1, 0)],
    call: (...args: Any[]) => {
      const held = envs.startAt(...(args as [Any, Any]));
      return envs.rollOut([0, 1], held, () => [1] as never, 2);
    },
  },
];

const SIMULATED = {
  name: "simulated",
  actions: { kind: "box", low: [-1], high: [1] },
  observations: { kind: "vector", size: 1 },
};

/** A simulator that keeps a number inside. */
function simulator() {
  let x = 0;
  return {
    reset: () => [x = 0],
    step: ([a]: Any) => ({ observation: [x += a], reward: 1, ending: { kind: "running" } }),
    save: () => x,
    load: (saved: Any) => x = saved,
  };
}

/** A world that someone else wrote, its parts spoilt in turn. */
function strange() {
  return {
    name: "strange",
    actions: { kind: "box", low: [-1], high: [1] },
    observations: { kind: "vector", size: 1 },
    reset: () => ({ state: 0, observation: [0] }),
    step: () => ({ state: 0, observation: [0], reward: 1, ending: { kind: "running" } }),
  };
}

export const ENVS: Folder = {
  name: "envs",
  exports: Object.keys(envs),
  skipped: [
    "multigoalGoals",
    "keyDoorPlaces",
    "treePlace",
    "ENVIRONMENT",
    "PLANE_SIDE",
    "planeObstacles",
  ],
  calls: CALLS,
};
