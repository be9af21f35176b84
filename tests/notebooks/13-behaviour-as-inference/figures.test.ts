/** Chapter 13: its figures can be drawn from the least there is. */
import { assertGreater } from "@std/assert";
import { reachingPaths, trajectoryBars } from "chapters/13-behaviour-as-inference/figures.ts";
import { renderPicture } from "lib/notebook";

Deno.test("the figures of chapter 13 can be drawn from the least there is", async () => {
  const figures = [
    trajectoryBars({
      logTemperatures: [0, 1],
      frames: [[0.7, 0.3], [0.5, 0.5]],
      offTarget: [0, 3],
    }),
    reachingPaths([{ name: "one hand", paths: [[0, 1, 0]] }, {
      name: "another",
      paths: [[0, 1, 2]],
    }]),
  ];
  for (const each of figures) assertGreater((await renderPicture(each)).png.length, 1000);
});
