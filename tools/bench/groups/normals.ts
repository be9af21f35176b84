import type { Group } from "../group.ts";
import { ourWorker, pythonPeer } from "../place.ts";

const COUNT = "1000000";

/** Random numbers with keys, against NumPy's generator with a state. */
export const normals: Group = {
  name: "normals",
  work: "a million standard normal numbers",
  goal: { kind: "ratio", atMost: 1.5 },
  rounds: 20,
  slot: 200,
  slow: false,
  enter: async (place) => ({
    ours: [await ourWorker(place, "normals.ts", COUNT)],
    peer: await pythonPeer(place, "NumPy", "normals.py", COUNT),
  }),
};
