// Convolutions and both their ways back, as matrix products of patches: a patch is a row.
//
// Patches are laid out (im2col) a few at a time, as many as fit into `space` bytes at `patches`, so that
// they are still in the second cache when they are multiplied, and no memory grows with the images.
import { gemm } from "./gemm";
import { gatherPatches, Geometry, scatterPatches } from "./patches";

/**
 * y = act(x ∗ filter + bias): patches `[P, K]` times filter `[K, filters]`, with P = batch · outHeight ·
 * outWidth and K = kernelHeight · kernelWidth · channels.
 * @param bias `filters` numbers, or 0 for none
 * @param relu whether to replace negative results by 0 (a NaN stays)
 * @param space bytes at `patches`; at least one patch must fit
 * @param scratch as {@link gemm} needs it
 */
export function convForward(
  g: Geometry,
  x: usize,
  filter: usize,
  bias: usize,
  relu: bool,
  y: usize,
  patches: usize,
  space: i32,
  scratch: usize,
): void {
  const n = g.filters, depth = depthOf(g), all = pixelsOf(g), direct = lieAsPatches(g);
  const step = direct ? all : patchesIn(space, depth);
  for (let first = 0; first < all; first += step) {
    const count = min(step, all - first);
    if (!direct) gatherPatches(g, first, count, x, patches);
    gemm(count, depth, n, direct ? x : patches, depth, 1, filter, n, 1,
      y + <usize>(first * n) * 4, n, bias, false, relu, scratch);
  }
}

/** dFilter `[K, filters]` = patchesᵀ dy; the rest as in {@link convForward}. */
export function convBackwardFilter(
  g: Geometry,
  x: usize,
  dy: usize,
  dFilter: usize,
  patches: usize,
  space: i32,
  scratch: usize,
): void {
  const n = g.filters, depth = depthOf(g), all = pixelsOf(g), direct = lieAsPatches(g);
  const step = direct ? all : patchesIn(space, depth);
  let first = 0;
  do { // once even when there is nothing to add up
    const count = min(step, all - first);
    if (!direct) gatherPatches(g, first, count, x, patches);
    gemm(depth, count, n, direct ? x : patches, 1, depth, dy + <usize>(first * n) * 4, n, 1,
      dFilter, n, 0, first > 0, false, scratch);
    first += step;
  } while (first < all);
}

/**
 * dx = the patches of dy filterᵀ, added up where they overlap, and to `bias`: also the transposed
 * convolution. The rest as in {@link convForward}.
 * @param bias `channels` numbers, or 0 for none
 */
export function convBackwardInput(
  g: Geometry,
  dy: usize,
  filter: usize,
  bias: usize,
  dx: usize,
  patches: usize,
  space: i32,
  scratch: usize,
): void {
  const n = g.filters, depth = depthOf(g), all = pixelsOf(g), direct = lieAsPatches(g);
  const step = direct ? all : patchesIn(space, depth);
  fillPixels(g.batch * g.height * g.width, g.channels, bias, dx);
  for (let first = 0; first < all; first += step) {
    const count = min(step, all - first);
    gemm(count, n, depth, dy + <usize>(first * n) * 4, n, 1, filter, 1, n,
      direct ? dx : patches, depth, 0, direct, false, scratch);
    if (!direct) scatterPatches(g, first, count, patches, dx);
  }
}

@inline
function depthOf(g: Geometry): i32 {
  return g.kernelHeight * g.kernelWidth * g.channels;
}

@inline
function pixelsOf(g: Geometry): i32 {
  return g.batch * g.outHeight * g.outWidth;
}

/** Whether images, as they lie in memory, are their patches: filters of 1×1, or as large as they. */
function lieAsPatches(g: Geometry): bool {
  if (g.padTop != 0 || g.padLeft != 0) return false;
  if (g.kernelHeight == 1 && g.kernelWidth == 1) {
    return g.outHeight == g.height && g.outWidth == g.width;
  }
  return g.outHeight == 1 && g.outWidth == 1 && g.kernelHeight == g.height &&
    g.kernelWidth == g.width;
}

/** How many patches fit, in whole tiles. */
@inline
function patchesIn(space: i32, depth: i32): i32 {
  const fit = space / max(1, depth * 4);
  return fit >= 8 ? fit & ~7 : max(1, fit);
}

/** Every pixel becomes `bias`, or zeros: what is filled is copied behind itself, twice as much each time. */
function fillPixels(pixels: i32, channels: i32, bias: usize, to: usize): void {
  const one = <usize> channels * 4, all = one * pixels;
  if (!bias || !all) {
    memory.fill(to, 0, all);
    return;
  }
  memory.copy(to, bias, one);
  for (let done = one; done < all; done += done) memory.copy(to + done, to, min(done, all - done));
}
