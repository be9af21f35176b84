/** Chapter 12: a reward that is foretold one step late, and learning in pieces. */
import { assertEquals } from "@std/assert";
import * as pln from "chapters/12-planning-in-latent-space/chapter.ts";
import { pixelPendulumStart } from "lib/envs";
import { fold, key } from "lib/math";
import { startBackend } from "lib/nn";
import { assertClose } from "../../support/mod.ts";
import { storedValues } from "../../support/stored_values.ts";
import { type Row, swing } from "./oracle.ts";

await startBackend();
const [stored] = await storedValues("rssm-full", 1);

Deno.test("chapter 12: a reward foretold one step late says what the state pays next, without a torque", () => {
  const plan = [0.3, -1, 1];
  let state: readonly [number, number] = [2.5, -3];
  const exact = plan.map((torque) => {
    for (let i = 0; i < 2; i++) state = swing(state, 2 * torque).state;
    const first = swing(state, 0);
    return first.paid + swing(first.state, 0).paid;
  });
  const from = { ...pixelPendulumStart(2.5, 0).state, angularVelocity: -3 };
  const said = pln.imagineLate(from)(Float64Array.from(plan), 1);
  assertClose(said, exact, { rtol: 1e-5 }); // the library's torques are float32
});

Deno.test("chapter 12: the search holds the rod up with a reward that is a step late", () => {
  const { return: earned } = pln.actTruly(fold(fold(key(0), "truth"), 3), Math.PI / 2, {
    imagine: pln.imagineLate,
  });
  const inTime = (stored!.truth as Row)[3]!;
  assertClose(earned, inTime, { rtol: 0.02 }); // "less than one fears"; another search, same start
});

Deno.test("chapter 12: learning in pieces has as many as it says", () => {
  const short = { ...pln.LEARNER, idle: 2, episodes: 4, updates: 12, decisions: 3, judged: [] };
  const pieces = [...pln.learning(key(0), pln.VARIANTS.full, short)];
  assertEquals(pieces.length, pln.piecesOf(short));
  assertEquals(pieces.at(-1)!.terms.length, 2);
  assertEquals(pln.piecesOf({ ...short, judged: [3, 30] }), pieces.length + 5); // five starts, once
});
