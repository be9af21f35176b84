// Copies parts of A and B into the order in which the tile reads them: one after the other, so that
// no stride makes lines of the cache collide, whatever the transposition. Steps are in numbers.
import { A_STEP, B_STEP, TILE_COLUMNS, TILE_ROWS } from "./tile";

/** Eight columns of B, `[depth][8]`; columns from `width` on are zero. */
export function packB(
  depth: i32,
  width: i32,
  b: usize,
  rowStep: i32,
  columnStep: i32,
  to: usize,
): void {
  if (width == TILE_COLUMNS && columnStep == 1) {
    const step = <usize> rowStep * 4;
    for (const end = to + <usize> depth * B_STEP; to < end; to += B_STEP, b += step) {
      v128.store(to, v128.load(b));
      v128.store(to, v128.load(b, 16), 16);
    }
    return;
  }
  let done = 0;
  if (width == TILE_COLUMNS && rowStep == 1) {
    const step = <usize> columnStep * 4;
    for (; done + 4 <= depth; done += 4) {
      const from = b + <usize> done * 4, at = to + <usize> done * B_STEP;
      transpose4(from, step, at, B_STEP, false);
      transpose4(from + 4 * step, step, at + 16, B_STEP, false);
    }
  }
  for (let k = done; k < depth; k++) {
    for (let j = 0; j < TILE_COLUMNS; j++) {
      const value = j < width ? load<f32>(b + <usize>(k * rowStep + j * columnStep) * 4) : <f32> 0;
      store<f32>(to + <usize>(k * B_STEP + j * 4), value);
    }
  }
}

/** Four rows of A by column, each column twice, `[depth][4 + 4]`; rows from `height` on are zero. */
export function packA(
  depth: i32,
  height: i32,
  a: usize,
  rowStep: i32,
  columnStep: i32,
  to: usize,
): void {
  if (height == TILE_ROWS && rowStep == 1) {
    const step = <usize> columnStep * 4;
    for (const end = to + <usize> depth * A_STEP; to < end; to += A_STEP, a += step) {
      const column = v128.load(a);
      v128.store(to, column);
      v128.store(to, column, 16);
    }
    return;
  }
  let done = 0;
  if (height == TILE_ROWS && columnStep == 1) {
    for (; done + 4 <= depth; done += 4) {
      const from = a + <usize> done * 4, at = to + <usize> done * A_STEP;
      transpose4(from, <usize> rowStep * 4, at, A_STEP, true);
    }
  }
  for (let k = done; k < depth; k++) {
    for (let i = 0; i < TILE_ROWS; i++) {
      const value = i < height ? load<f32>(a + <usize>(i * rowStep + k * columnStep) * 4) : <f32> 0;
      const at = to + <usize>(k * A_STEP + i * 4);
      store<f32>(at, value);
      store<f32>(at, value, 16);
    }
  }
}

/** Four rows of four numbers become columns; strides in bytes; with `twice` also 16 bytes later. */
@inline
function transpose4(from: usize, step: usize, to: usize, toStep: usize, twice: bool): void {
  const r0 = v128.load(from), r1 = v128.load(from + step);
  const r2 = v128.load(from + 2 * step), r3 = v128.load(from + 3 * step);
  const low01 = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5), low23 = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5);
  const high01 = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
  const high23 = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
  storeOften(to, v128.shuffle<f64>(low01, low23, 0, 2), twice);
  storeOften(to + toStep, v128.shuffle<f64>(low01, low23, 1, 3), twice);
  storeOften(to + 2 * toStep, v128.shuffle<f64>(high01, high23, 0, 2), twice);
  storeOften(to + 3 * toStep, v128.shuffle<f64>(high01, high23, 1, 3), twice);
}

@inline
function storeOften(at: usize, value: v128, twice: bool): void {
  v128.store(at, value);
  if (twice) v128.store(at, value, 16);
}
