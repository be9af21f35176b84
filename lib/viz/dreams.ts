import { type Figure, panels } from "./figure.ts";
import { gridMap, type MapCell } from "./grid_map.ts";

/**
 * Where creatures spend their time on one map, side by side.
 *
 * @param field the map
 * @param walks each with the expected steps in each cell
 */
export function dreams(
  field: { readonly rows: number; readonly columns: number; readonly cells: readonly MapCell[] },
  walks: readonly { readonly name: string; readonly visits: readonly number[] }[],
): Figure {
  return panels({
    description:
      "The same map three times, shaded by the time spent in each cell: the dream goes " +
      "along the edge of the pit to the goal; the dreamer, awake, ends in the pit; the sober " +
      "creature takes the far row.",
    figures: walks.map(({ name, visits }) =>
      gridMap({
        description: `A map with a pit between start and goal, and the time spent in it: ${name}.`,
        title: name,
        rows: field.rows,
        columns: field.columns,
        cells: field.cells,
        shade: "steps spent",
        frames: [visits],
        domain: [0, 2],
        cellSize: 28,
      })
    ),
    columns: 3,
  });
}
