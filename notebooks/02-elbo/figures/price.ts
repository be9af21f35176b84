/** Figure of chapter 02: what it costs not to look. */
import { dots, type Figure, figure, label, note, requireSome } from "lib/viz";

/** What a guess that does not look at the datum gives away, over the waits; larger dots, more waits. */
export function priceOfNotLooking(
  rows: readonly { readonly wait: number; readonly kl: number }[],
): Figure {
  requireSome("rows", rows);
  const minutes = [...new Set(rows.map(({ wait }) => wait))].toSorted((a, b) => a - b);
  const places = minutes.map((wait) => {
    const same = rows.filter((row) => row.wait === wait);
    return { wait, kl: same[0]!.kl, count: same.length };
  });
  const least = places.reduce((best, each) => each.kl < best.kl ? each : best);
  const total = rows.reduce((sum, { kl }) => sum + kl, 0);
  return figure({
    headline: "The clearer a wait shows its mood,\nthe more it costs not to look",
    subtitle: [`all ${rows.length} waits together: ${total.toFixed(0)} nats`],
    description: `Gap of the bound over the wait for ${rows.length} waits when q is the prior: ` +
      `smallest near ${least.wait} minutes, in a valley between the two moods, rising on both ` +
      `sides of it; ${total.toFixed(0)} nats in all.`,
    x: { title: "wait until the next eruption", unit: "min", domain: [40, 100], ticks: 6 },
    y: { title: "gap KL(prior ‖ posterior)", unit: "nats", domain: [0, 14], ticks: 4 },
    height: 240,
    layers: [
      ...[...new Set(places.map(({ count }) => count))].map((size) => {
        const some = places.filter(({ count }) => count === size);
        return dots({
          name: `${size} waits`,
          x: some.map(({ wait }) => wait),
          y: some.map(({ kl }) => kl),
          role: "bound",
          size: 14 * size, // the area of a dot is the number of its waits
          opacity: 0.7,
        });
      }),
      label({ text: ["area of a dot:", "waits of that minute"], x: 41, y: 12.6, bold: false }),
      note({
        text: [`${least.wait} min: looking`, "tells almost nothing"],
        x: least.wait,
        y: 6,
        at: { x: least.wait, y: least.kl + 0.8 },
      }),
    ],
  });
}
