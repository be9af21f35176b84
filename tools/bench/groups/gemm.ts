import type { KernelBuild } from "lib/nn";
import type { Contestant } from "../contestant.ts";
import type { Group } from "../group.ts";
import { ourWorker, type Place } from "../place.ts";

const SIZE = "256";
const TRANSPOSITIONS = { NN: "A B", NT: "A Bᵀ", TN: "Aᵀ B", TT: "Aᵀ Bᵀ" } as const;

/** Largest ratio to as many operations in registers: 0.5 of that speed fused, 0.8 plain. */
const AT_MOST: Readonly<Record<KernelBuild, number>> = { fma: 2, plain: 1.25 };

/** Matrix products by `tf.matMul`, against what the registers alone could do in the same build. */
export const gemm: readonly Group[] = (["fma", "plain"] as const).map((build) => ({
  name: `gemm-${build}`,
  work: `256×256×256, ${build} kernels,`,
  goal: { kind: "ratio", atMost: AT_MOST[build] },
  rounds: 20,
  slot: 100,
  slow: false,
  enter: async (place) => ({
    ours: await Promise.all(
      Object.keys(TRANSPOSITIONS).map((which) => product(place, build, which)),
    ),
    peer: {
      ...await ourWorker(place, "gemm.ts", build, "ceiling", SIZE),
      name: "registers alone",
    },
  }),
}));

async function product(place: Place, build: KernelBuild, which: string): Promise<Contestant> {
  const name = TRANSPOSITIONS[which as keyof typeof TRANSPOSITIONS];
  return { ...await ourWorker(place, "gemm.ts", build, which, SIZE), name };
}
