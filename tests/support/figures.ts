/** What every chapter's figures must do: draw in both looks, without a complaint, in roles. */
import { assertEquals } from "@std/assert";
import { type Figure, vegaConfig } from "lib/viz";
import * as vega from "vega";
import { compile, type TopLevelSpec } from "vega-lite";

/** Everything that is written in a figure. */
export const wordsOf = ({ spec }: Figure): string => JSON.stringify(spec);

/**
 * Declares the test that Vega draws each figure, light and dark, without a warning, and that no
 * colour stands in it as a value.
 *
 * @param chapter its number, e.g. `"02"`
 */
export function testDrawing(chapter: string, figures: Readonly<Record<string, Figure>>): void {
  Deno.test(`chapter ${chapter}: figures draw without a complaint, in roles, in both looks`, async () => {
    for (const [name, figure] of Object.entries(figures)) {
      assertEquals(wordsOf(figure).match(/#[0-9a-f]{6}\b|viridis/gi), null, name);
      for (const look of ["light", "dark"] as const) {
        assertEquals(await complaints(figure, look), [], `${name}, ${look}`);
      }
    }
  });
}

async function complaints({ spec }: Figure, look: "light" | "dark"): Promise<readonly string[]> {
  const said: string[] = [];
  const say = (...words: string[]) => (said.push(words.join(" ")), logger);
  const logger = { ...vega.logger(vega.Warn), warn: say, error: say };
  const options = { config: vegaConfig(look), logger: logger as never };
  const lite = compile(spec as unknown as TopLevelSpec, options);
  await new vega.View(vega.parse(lite.spec), { renderer: "none" }).toSVG();
  return said;
}
