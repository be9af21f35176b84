import type { Absence, Contestant } from "../contestant.ts";
import type { Goal, Group } from "../group.ts";
import { ourWorker, type Place, pythonPeer } from "../place.ts";
import { convProblem, mlpProblem, type VaeProblem, writeVae } from "../vae_problem.ts";

type Peer = (place: Place, folder: string) => Promise<Contestant | Absence>;

const torch: Peer = (place, folder) => pythonPeer(place, "PyTorch", "vae_torch.py", folder);
const jax: Peer = (place, folder) => pythonPeer(place, "JAX", "vae_jax.py", folder);
const stock: Peer = async (place, folder) => ({
  ...await ourWorker(place, "vae_stock.ts", folder),
  name: "stock tfjs",
});

/** At most so much of the peer's time. */
const share = (atMost: number): Goal => ({ kind: "ratio", atMost });

/**
 * A training step of a variational autoencoder: forward, ELBO, backward, Adam. Stock tfjs has no
 * gradient of a convolution by its filter on WASM, so it has no part in the second one.
 */
export const vae: readonly Group[] = [
  training("vae-mlp-torch", mlpProblem, share(0.65), torch),
  training("vae-mlp-jax", mlpProblem, share(1.4), jax),
  training("vae-mlp-stock", mlpProblem, share(0.2), stock),
  training("vae-conv-torch", convProblem, share(1.2), torch),
  training("vae-conv-jax", convProblem, share(0.65), jax),
];

function training(name: string, problem: VaeProblem, goal: Goal, peer: Peer): Group {
  const { network, batch } = problem;
  const enter = async (place: Place) => {
    const folder = `${place.folder}/${name}`;
    await writeVae(folder, problem);
    return { ours: [await ourWorker(place, "vae.ts", folder)], peer: await peer(place, folder) };
  };
  const size = network === "mlp" ? "64-128-2" : "32×32, 3 convolutions";
  const work = `VAE step, ${size}, batch ${batch}, one core`;
  return { name, work, goal, rounds: 30, slot: 300, slow: false, enter };
}
