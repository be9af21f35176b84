/** The palette's promises, computed: contrast of words, lightness that runs one way. */
import { assert, assertEquals } from "@std/assert";
import { type Colours, colours, type Look, roles, vegaConfig } from "lib/viz";

/** Relative luminance of WCAG 2.2, in [0, 1]. */
function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((i) => parseInt(colour.slice(i, i + 2), 16) / 255)
    .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (light! + 0.05) / (dark! + 0.05);
}

/** A colour of so much opacity on a ground. */
function mixed(colour: string, ground: string, opacity: number): string {
  const parts = [1, 3, 5].map((i) => {
    const [over, under] = [colour, ground].map((each) => parseInt(each.slice(i, i + 2), 16));
    return Math.round(opacity * over! + (1 - opacity) * under!).toString(16).padStart(2, "0");
  });
  return `#${parts.join("")}`;
}

const looks: readonly Look[] = ["light", "dark"];

Deno.test("colours: words have a contrast of 4.5 on what they stand on, in both looks", () => {
  for (const look of looks) {
    const ink = colours[look];
    const pairs: readonly (readonly [keyof Colours, keyof Colours])[] = [
      ...(["ink", "bound", "world", "wish", "causeA", "causeB", "quiet", "muted"] as const)
        .map((role) => [role, "paper"] as const),
    ];
    for (const [word, ground] of pairs) {
      const found = contrast(ink[word] as string, ink[ground] as string);
      assert(found >= 4.5, `${look}: ${word} on ${ground} has ${found.toFixed(2)}`);
    }
    for (const [word, fill] of [[ink.onA, ink.fillA], [ink.onB, ink.fillB]] as const) {
      const found = contrast(word, mixed(fill, ink.paper, 0.85)); // as stack draws them
      assert(found >= 4.5, `${look}: ${word} on ${fill} has ${found.toFixed(2)}`);
    }
  }
});

Deno.test("colours: marks have a contrast of 3 on paper, in both looks", () => {
  for (const look of looks) {
    const { paper, fillA, half } = colours[look];
    for (const mark of [fillA, half]) {
      assert(contrast(mark, paper) >= 3, `${look}: ${mark} has ${contrast(mark, paper)}`);
    }
  }
});

Deno.test("colours: ramp and belief run one way in lightness, so that grey says the same", () => {
  for (const look of looks) {
    const { ramp, diverging } = colours[look];
    for (const scale of [ramp, diverging]) {
      const steps = scale.map(luminance);
      const ways = new Set(steps.slice(1).map((step, i) => Math.sign(step - steps[i]!)));
      assertEquals(ways.size, 1, `${look}: ${steps.map((step) => step.toFixed(3))}`);
    }
    // least is nearest to paper, so that more is always more ink
    const [least, most] = [ramp[0]!, ramp.at(-1)!].map((step) =>
      contrast(step, colours[look].paper)
    );
    assert(least! < most!, look);
  }
});

Deno.test("vegaConfig: both looks name the same styles and ranges, one for each role", () => {
  const shape = (look: Look) => {
    const { style, range } = vegaConfig(look) as {
      readonly style: Readonly<Record<string, object>>;
      readonly range: Readonly<Record<string, readonly string[]>>;
    };
    const styles = Object.entries(style).map(([name, { ...parts }]) => [name, Object.keys(parts)]);
    return [styles, Object.entries(range).map(([name, steps]) => [name, steps.length])];
  };
  assertEquals(shape("light"), shape("dark"));
  const { style } = vegaConfig("light") as { readonly style: Readonly<Record<string, unknown>> };
  for (const role of roles) assert(role in style, role);
});
