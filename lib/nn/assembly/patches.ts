// The patches of an image that a convolution looks at, one after the other, and back.
//
// Images are `[batch, height, width, channels]`. A patch is `[kernelHeight, kernelWidth, channels]`;
// each of its lines lies in one piece in the image, but for what juts out over the edge.

/** Sizes of a convolution, in the order in which lib/nn/conv_geometry.ts writes them. */
@unmanaged
export class Geometry {
  batch: i32;
  height: i32;
  width: i32;
  channels: i32;
  kernelHeight: i32;
  kernelWidth: i32;
  filters: i32;
  outHeight: i32;
  outWidth: i32;
  strideHeight: i32;
  strideWidth: i32;
  /** Lines of zeros above the image. */
  padTop: i32;
  /** Columns of zeros before the image. */
  padLeft: i32;
}

/** Patches `first` to `first + count`, `[count, kernelHeight · kernelWidth · channels]`. */
export function gatherPatches(g: Geometry, first: i32, count: i32, x: usize, to: usize): void {
  walk(g, first, count, x, to, false);
}

/** Adds patches `first` to `first + count` to the images that they are from. */
export function scatterPatches(g: Geometry, first: i32, count: i32, from: usize, x: usize): void {
  walk(g, first, count, x, from, true);
}

/** Goes through patches and through the image at once, and moves numbers one way or the other. */
@inline
function walk(g: Geometry, first: i32, count: i32, x: usize, patches: usize, back: bool): void {
  const outWidth = g.outWidth, outHeight = g.outHeight, width = g.width, channels = g.channels;
  const kernelWidth = g.kernelWidth, line = <usize>(kernelWidth * channels) * 4;
  const imageLine = <usize>(width * channels) * 4, image = imageLine * g.height;
  let column = first % outWidth, row = first / outWidth % outHeight;
  x += <usize>(first / outWidth / outHeight) * image;
  for (let rest = count; rest > 0; rest--) {
    const left = column * g.strideWidth - g.padLeft, top = row * g.strideHeight - g.padTop;
    const from = min(kernelWidth, max(0, -left)), to = max(from, min(kernelWidth, width - left));
    const before = from * channels, inside = (to - from) * channels;
    const after = (kernelWidth - to) * channels;
    let at = x + imageLine * top + <usize>((left + from) * channels) * 4;
    for (let y = top, end = top + g.kernelHeight; y < end; y++, at += imageLine, patches += line) {
      moveLine(before, inside, after, <u32> y < <u32> g.height, at, patches, back);
    }
    if (++column == outWidth) {
      column = 0;
      if (++row == outHeight) row = 0, x += image;
    }
  }
}

/** A line of a patch: zeros, what lies inside the image, at `at`, and zeros; or all zeros. */
@inline
function moveLine(
  before: i32,
  inside: i32,
  after: i32,
  within: bool,
  at: usize,
  patch: usize,
  back: bool,
): void {
  if (back) {
    if (within) add(inside, patch + <usize> before * 4, at);
  } else if (!within) fillZeros(before + inside + after, patch);
  else if (before + after == 0) copy(inside, at, patch);
  else {
    fillZeros(before, patch);
    copy(inside, at, patch + <usize> before * 4);
    fillZeros(after, patch + <usize>(before + inside) * 4);
  }
}

@inline
function copy(count: i32, from: usize, to: usize): void {
  for (const end = from + <usize>(count >> 2) * 16; from < end; from += 16, to += 16) {
    v128.store(to, v128.load(from));
  }
  if (count & 2) store<u64>(to, load<u64>(from)), from += 8, to += 8;
  if (count & 1) store<u32>(to, load<u32>(from));
}

@inline
function fillZeros(count: i32, to: usize): void {
  for (const end = to + <usize>(count >> 2) * 16; to < end; to += 16) {
    v128.store(to, f32x4.splat(0));
  }
  if (count & 2) store<u64>(to, 0), to += 8;
  if (count & 1) store<u32>(to, 0);
}

@inline
function add(count: i32, from: usize, to: usize): void {
  for (const end = from + <usize>(count >> 2) * 16; from < end; from += 16, to += 16) {
    v128.store(to, f32x4.add(v128.load(to), v128.load(from)));
  }
  for (let rest = count & 3; rest > 0; rest--, from += 4, to += 4) {
    store<f32>(to, load<f32>(to) + load<f32>(from));
  }
}
