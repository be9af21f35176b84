/// <reference lib="dom" />
/** The colours of a look, as variables that a picture's roles refer to. */
import { colours, roles } from "../../lib/viz/look/colours.ts";
import { variable } from "./svg.ts";

/** Gives what stands in a box the light or the dark look; nothing needs to be drawn again. */
export function dress(box: HTMLElement, isDark: boolean): void {
  const look = colours[isDark ? "dark" : "light"];
  for (const role of roles) box.style.setProperty(variable(role), look[role]);
  look.ramp.forEach((colour, i) => {
    box.style.setProperty(variable(`ramp-${i as 0 | 1 | 2 | 3 | 4 | 5}`), colour);
  });
}
