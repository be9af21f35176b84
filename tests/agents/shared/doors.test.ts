/** What the doors of agents refuse that numbers alone do not show; the harness does the rest. */
import { assertEquals, assertThrows } from "@std/assert";
import {
  addTransition,
  predict,
  replayInit,
  replaySize,
  sacAgent,
  sampleBatch,
  softTargets,
  toBox,
  transitionReplay,
} from "lib/agents";
import { key, NonFiniteError, ShapeError } from "lib/math";
import { startBackend, withoutLeaks } from "lib/nn";
import { lineSpaces } from "../toys.ts";

await startBackend();

Deno.test("spaces: corners out of order, of two lengths, or too far apart are refused everywhere", () => {
  const asked = (low: number[], high: number[]) => {
    const spaces = { ...lineSpaces, low, high };
    return [
      () => toBox(spaces, low.map(() => 0)),
      () => transitionReplay(spaces, { capacity: 1 }),
      () => sacAgent(key(0), spaces),
    ];
  };
  for (const ask of asked([1], [-1])) {
    assertThrows(ask, RangeError, "spaces.low[0] is 1, expected a number below -1");
  }
  for (const ask of asked([0, 0], [1])) {
    assertThrows(ask, ShapeError, "spaces.high is [1], expected [2]");
  }
  for (const ask of asked([-1e308], [1e308])) {
    assertThrows(ask, RangeError, "spaces.high[0] is 1e+308");
  }
});

Deno.test("replay: what would take more than a gibibyte is refused before it is made", () => {
  const columns = { image: { width: 2 ** 20, type: "float32" } } as const;
  const wish = "Cannot make a replay: capacity is 257, expected so few that 4194304 bytes of each";
  assertThrows(() => replayInit(columns, { capacity: 257 }), RangeError, wish);
});

Deno.test("replay: what only looks like one is refused; a copy of one is as good", () => {
  const replay = transitionReplay(lineSpaces, { capacity: 3 });
  const copy = structuredClone(replay);
  const rest = { observation: [0, 1], action: [0], reward: 2, observationNext: [0, 1] };
  addTransition(copy, { ...rest, ending: { kind: "running" } });
  assertEquals([replaySize(copy), replaySize(replay)], [1, 0]);
  const short = { ...copy, rows: { ...copy.rows, masks: new Float32Array(2) } };
  const drawn = () => sampleBatch(key(0), short, 1);
  assertThrows(drawn, ShapeError, "replay.rows.masks is [2], expected [3]");
});

Deno.test("softTargets: a target that float32 cannot hold is refused, by number", () => {
  const batch = { rewards: Float32Array.of(0, 0), masks: Float32Array.of(1, 1) };
  const targets = () => softTargets(batch, { values: [1, 1e39], logDensities: [0, 0] }, 1, 0);
  assertThrows(targets, NonFiniteError, "Cannot make targets: the targets[1] is Infinity");
});

Deno.test("predict: an answer that is no number is refused, not handed on; nothing stays", async () => {
  using agent = sacAgent(key(1), lineSpaces, { hidden: [8] });
  await withoutLeaks(() => {
    const asked = () => predict(agent, [1e300, 1]); // beyond float32
    assertThrows(asked, NonFiniteError, "Cannot ask the agent: the answer[");
  });
});
