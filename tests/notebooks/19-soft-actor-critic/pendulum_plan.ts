/** A plan for the pendulum by brute force: values over angle and speed, backwards, on a grid of its own. */
const [ANGLES, SPEEDS, STEP] = [160, 113, 0.05]; // around the circle; from −8 to 8 rad/s
const TORQUES = Array.from({ length: 13 }, (_, i) => -2 + i / 3);

const wrapped = (x: number) => Math.atan2(Math.sin(x), Math.cos(x));

/** θ, ω after a step; semi-implicit Euler. */
function after(theta: number, omega: number, torque: number): [number, number] {
  const next = Math.max(-8, Math.min(8, omega + (15 * Math.sin(theta) + 3 * torque) * STEP));
  return [theta + next * STEP, next];
}

const cost = (theta: number, omega: number, torque: number) =>
  wrapped(theta) ** 2 + 0.1 * omega ** 2 + 0.001 * torque ** 2;

function costToGo(table: Float64Array, theta: number, omega: number): number {
  const turns = theta / (2 * Math.PI), x = (turns - Math.floor(turns)) * ANGLES;
  const y = Math.min(SPEEDS - 1 - 1e-9, (omega + 8) / 16 * (SPEEDS - 1));
  const [i, j] = [Math.floor(x) % ANGLES, Math.floor(y)], [p, q] = [x - Math.floor(x), y - j];
  const right = (i + 1) % ANGLES, row = j * ANGLES, above = row + ANGLES;
  return (1 - q) * ((1 - p) * table[row + i]! + p * table[row + right]!) +
    q * ((1 - p) * table[above + i]! + p * table[above + right]!);
}

function cheapest(table: Float64Array, theta: number, omega: number): [number, number] {
  let [least, chosen] = [Infinity, 0];
  for (const torque of TORQUES) {
    const total = cost(theta, omega, torque) + costToGo(table, ...after(theta, omega, torque));
    if (total < least) [least, chosen] = [total, torque];
  }
  return [least, chosen];
}

/** Mean return over the 24 starts of 200 steps along the plan. */
export function returnOfPlan(): number {
  const tables = [new Float64Array(ANGLES * SPEEDS)];
  for (let left = 1; left < 200; left++) {
    tables.push(tables[left - 1]!.map((_, place) => {
      const [i, j] = [place % ANGLES, Math.floor(place / ANGLES)];
      return cheapest(tables[left - 1]!, 2 * Math.PI * i / ANGLES, -8 + 16 * j / (SPEEDS - 1))[0];
    }));
  }
  let total = 0;
  for (const angle of [-3, -2, -1, 0, 1, 2, 3, 3.14]) {
    for (const speed of [-1, 0, 1]) {
      let [theta, omega] = [angle, speed];
      for (let t = 0; t < 200; t++) {
        const torque = cheapest(tables[199 - t]!, theta, omega)[1];
        total -= cost(theta, omega, torque);
        [theta, omega] = after(theta, omega, torque);
      }
    }
  }
  return total / 24;
}
