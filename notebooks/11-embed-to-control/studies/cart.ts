/** The cart-pole by seeds: how long it stands, and what its code knows of its state. */
import type { Study } from "data";
import { startBackend } from "lib/inference/tensor";
import { fold, key } from "lib/math";
import { balance, CART, CART_SIZES, cartPairs, codeCart, trueCart } from "../cart.ts";
import { encode } from "../codes.ts";
import { learner, TRAINING } from "../learning.ts";
import { toldByNeighbours } from "../pendulum.ts";

const settings = { ...TRAINING, ...CART_SIZES, ...CART, steps: 3000 };
const NUMBERS = ["position", "velocity", "angle", "angularVelocity"] as const;

export const study: Study = {
  seeds: [0, 1, 2, 3, 4],
  settings,
  beginning: async (seed) => {
    await startBackend();
    const pairs = cartPairs(fold(key(seed), "pairs"), 200);
    using learning = learner(fold(key(seed), "learn"), pairs, CART_SIZES);
    return Object.values(learning.learn(25));
  },
  run: async (seed) => {
    await startBackend();
    const own = key(seed), pairs = cartPairs(fold(own, "pairs"));
    using learning = learner(fold(own, "learn"), pairs, CART_SIZES);
    const terms = learning.learn(settings.steps), judge = fold(own, "judge");
    const others = cartPairs(fold(own, "others"), 500);
    const seen = others.inputs.map((row) => row.slice(0, CART_SIZES.observation));
    const codes = encode(learning.model, seen).map(({ mean }) => mean);
    const [code, truth, idle] = [codeCart(learning.model), trueCart, undefined].map((planner) =>
      Array.from({ length: CART.starts }, (_, i) => balance(fold(judge, i), planner).stood)
    );
    return {
      terms: ["here", "there", "prior", "consistency"].map((name) => terms[name]!),
      told: NUMBERS.map((name) =>
        toldByNeighbours(codes, others.states.map((state) => state[name]))
      ),
      code: code!,
      truth: truth!,
      idle: idle!,
    };
  },
};
