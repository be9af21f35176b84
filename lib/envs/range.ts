/** Refusing numbers out of a range. */
import { refusal, requireNumber } from "../math/mod.ts";

/** Refuses anything but a number in [least, most]. */
export function requireWithin(
  doing: string,
  name: string,
  value: unknown,
  least: number,
  most: number,
): void {
  requireNumber(doing, name, value);
  if ((value as number) >= least && (value as number) <= most) return;
  const wish = most === Infinity
    ? `a number of at least ${least}`
    : `a number in [${least}, ${most}]`;
  throw new RangeError(refusal(doing, name, value, wish));
}
