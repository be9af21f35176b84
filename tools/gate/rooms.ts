/**
 * The rooms of each floor, from the ground up: a file may import from its own room and from those
 * named before it. `mod.ts`, the floor's door, and what else stands beside it, may import from all;
 * no room imports them. A room with rooms of its own is named by its path.
 */
export const ROOMS: Readonly<Record<string, readonly string[]>> = {
  nn: [
    "recording",
    "runtime",
    "ops",
    "ops/convolution",
    "ops/gru",
    "ops/attention",
    "layers",
    "training",
    "capture",
    "checkpoint",
  ],
  inference: ["elbo", "mixtures", "factors", "variational", "gradients", "chains", "vae"],
  sequence: ["hidden_markov", "kalman"],
  control: ["mdp", "worlds", "bellman", "posterior", "planning"],
  agents: [
    "shared",
    "learning",
    "sac",
    "ddpg",
    "deep_q",
    "soft_q",
    "stein_q",
    "policy_gradient",
    "loop",
  ],
  viz: ["look", "grammar", "marks", "maps", "charts", "films"],
};

/** Most files of one room; with more it gets rooms of its own. */
export const MOST_FILES = 12;

/**
 * Whether a file may import another one of its floor; says what is wrong, or nothing.
 * @param from and `to`: paths in the project, `lib/nn/ops/dense.ts`
 */
export function roomComplaint(from: string, to: string): string | undefined {
  const [here, there] = [roomOf(from), roomOf(to)];
  if (here === undefined || there === undefined || here.room === there.room) return undefined;
  if (here.room === "") return undefined;
  if (there.room === "") return `${here.room} is a room, and rooms do not import ${to}`;
  const rooms = ROOMS[here.floor]!;
  const [own, other] = [rooms.indexOf(here.room), rooms.indexOf(there.room)];
  if (own < 0) return `lib/${here.floor}/${here.room} is no room: ${rooms.join(", ")}`;
  if (other < 0) return `lib/${there.floor}/${there.room} is no room: ${rooms.join(", ")}`;
  return other < own
    ? undefined
    : `${here.room} may import from the rooms before it, and ${there.room} is not one of them`;
}

/** Floors whose files lie loose, rooms that nobody planned, and rooms that are full. */
export function crowdFindings(paths: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  const strangers = new Set<string>();
  for (const path of paths) {
    const place = roomOf(path);
    if (place === undefined || place.room === "") continue;
    const name = `lib/${place.floor}/${place.room}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
    if (!ROOMS[place.floor]!.includes(place.room)) strangers.add(name);
  }
  return [
    ...[...strangers].map((name) => `${name} is no room of tools/gate/rooms.ts`),
    ...[...counts].filter(([, count]) => count > MOST_FILES)
      .map(([name, count]) => `${name} holds ${count} files, expected at most ${MOST_FILES}`),
  ];
}

/** Floor and room of a file; room "" beside the door; undefined on floors without rooms. */
function roomOf(path: string): { readonly floor: string; readonly room: string } | undefined {
  const match = /^lib\/(\w+)\/(?:(.+)\/)?[\w.-]+\.ts$/.exec(path);
  if (match === null) return undefined;
  const [, floor = "", room = ""] = match;
  if (!Object.hasOwn(ROOMS, floor) || /^(?:tensor|assembly)(?:\/|$)/.test(room)) return undefined;
  return { floor, room };
}
