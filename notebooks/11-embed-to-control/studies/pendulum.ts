/** Codes of the pendulum by seeds: is there a ring, and is the rod lifted on it? */
import type { Study } from "data";
import { startBackend } from "lib/inference/tensor";
import { fold, key } from "lib/math";
import { encode, explainedShare } from "../codes.ts";
import { learner, TRAINING } from "../learning.ts";
import {
  codeSwing,
  flattened,
  PENDULUM,
  PENDULUM_SIZES,
  pendulumPairs,
  ROUND,
  seenAt,
  STARTS,
  strangers,
  swing,
  toldByNeighbours,
  trueSwing,
  winding,
} from "../pendulum.ts";

const settings = { ...PENDULUM, ...TRAINING, ...PENDULUM_SIZES };

export const study: Study = {
  seeds: [0, 1, 2, 3, 4],
  settings,
  beginning: async (seed) => {
    await startBackend();
    const pairs = pendulumPairs(fold(key(seed), "pairs"), 200);
    using learning = learner(fold(key(seed), "learn"), pairs, PENDULUM_SIZES);
    return Object.values(learning.learn(30));
  },
  run: async (seed) => {
    await startBackend();
    const own = key(seed), pairs = pendulumPairs(fold(own, "pairs"));
    using learning = learner(fold(own, "learn"), pairs, PENDULUM_SIZES);
    const terms = learning.learn(TRAINING.steps), { model } = learning;
    const ring = encode(model, ROUND.map((angle) => seenAt(angle, 0))).map(({ mean }) => mean);
    const flat = flattened(ring);
    const [coded, truly] = [codeSwing(model), trueSwing].map((planner) =>
      STARTS.map((angle) => swing(planner, angle))
    );
    const others = strangers(fold(own, "strangers"), 500);
    const codes = encode(model, others.map(({ seen }) => seen)).map(({ mean }) => mean);
    return {
      terms: ["here", "there", "prior", "consistency"].map((name) => terms[name]!),
      ring: flat,
      winding: winding(flat),
      ringExplained: explainedShare(ring, ROUND.map((each) => [Math.sin(each), Math.cos(each)])),
      velocityTold: toldByNeighbours(codes, others.map(({ turning }) => turning)),
      codeArrived: coded!.map(({ arrived }) => arrived ? 1 : 0),
      codeShare: coded!.map(({ share }) => share),
      trueArrived: truly!.map(({ arrived }) => arrived ? 1 : 0),
      trueShare: truly!.map(({ share }) => share),
    };
  },
};
