/** The plane with four goals, walked by a hand-made Gaussian at α = 10. Imports nothing of lib. */
type Row = readonly number[];

const goals = [[5, 0], [-5, 0], [0, 5], [0, -5]];
const far = (p: Row, at: Row) => Math.hypot(p[0]! - at[0]!, p[1]! - at[1]!);
export const nearest = (at: Row): Row =>
  goals.reduce((p, each) => (far(each, at) < far(p, at) ? each : p));

/** Park and Miller's generator, and Box and Muller's way to a normal. */
function luck(seed: number) {
  let state = seed;
  const uniform = () => (state = state * 48271 % 2147483647) / 2147483647;
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

/** J: reward and ten times surprise of a way, on average over a thousand. */
export function worth(aim: (at: Row) => Row): number {
  const normal = luck(18);
  let all = 0;
  for (let i = 0; i < 1000; i++) {
    let at: Row = [0.1 * normal(), 0.1 * normal()];
    for (let t = 0; t < 30; t++) {
      const goal = aim(at), away = far(goal, at), z = [normal(), normal()];
      const u = z.map((each, d) => Math.atanh(0.5 * (goal[d]! - at[d]!) / away) + 0.4 * each);
      const a = u.map(Math.tanh);
      at = at.map((each, d) => Math.max(-7, Math.min(7, each + a[d]!)));
      const left = far(nearest(at), at);
      all -= 30 * (a[0]! ** 2 + a[1]! ** 2) + left ** 2;
      for (const [d, each] of z.entries()) {
        const slope = 1 / Math.cosh(u[d]!) ** 2; // da/du
        const density = Math.exp(-each * each / 2) / (0.4 * Math.sqrt(2 * Math.PI) * slope);
        all -= 10 * Math.log(density);
      }
      if (left < 1) {
        all += 10;
        break;
      }
    }
  }
  return all / 1000;
}
