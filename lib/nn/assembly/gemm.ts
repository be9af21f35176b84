// Matrix products of any transposition: C = act(A B + C₀ + bias).
//
// Strides say where numbers lie, so a transposed matrix is one whose strides are swapped. B is packed
// in blocks that stay in the second cache, A in blocks that stay in the first; every tile then reads
// both from beginning to end. Long sums are split into blocks of DEPTH: they lose fewer digits, too.
import { fours } from "./fours";
import { axpys, dots } from "./narrow";
import { packA, packB } from "./pack";
import { THIN, thin } from "./thin";
import { A_STEP, B_STEP, storeOne, tile, TILE_COLUMNS, TILE_ROWS } from "./tile";

/** Sums of this length are kept in registers: a panel of A and one of B take 8 KiB each. */
const DEPTH: i32 = 256;
/** Columns of B that are packed at a time: 512 KiB, half of a usual second cache. */
const WIDTH: i32 = 512;
/** Rows of A that are packed at a time: 16 KiB, half of a usual first cache. */
const HEIGHT: i32 = 8;

const PACKED_B: usize = <usize>(WIDTH * DEPTH * 4);
const PACKED_A: usize = <usize>(HEIGHT / TILE_ROWS * DEPTH * A_STEP);
const ONE_TILE: usize = <usize>(TILE_ROWS * TILE_COLUMNS * 4);

/** Bytes that {@link gemm} needs to work in, whatever the shapes. */
export function scratchBytes(): i32 {
  return <i32>(PACKED_B + PACKED_A + ONE_TILE);
}

/**
 * C = act(A B + C₀ + bias), A `[m, k]`, B `[k, n]`, C `[m, n]`. Steps are in numbers, addresses in
 * bytes.
 * @param aRow from a row of A to the next; `aColumn`, `bRow`, `bColumn` likewise
 * @param cRow from a row of C to the next; the numbers of a row lie side by side
 * @param bias n numbers, or 0 for none
 * @param accumulate whether to add to what C holds
 * @param relu whether to replace negative results by 0 (a NaN stays)
 * @param scratch {@link scratchBytes} bytes, at a multiple of 64
 */
export function gemm(
  m: i32,
  k: i32,
  n: i32,
  a: usize,
  aRow: i32,
  aColumn: i32,
  b: usize,
  bRow: i32,
  bColumn: i32,
  c: usize,
  cRow: i32,
  bias: usize,
  accumulate: bool,
  relu: bool,
  scratch: usize,
): void {
  if (
    n <= 2 &&
    columns(m, k, n, a, aRow, aColumn, b, bRow, bColumn, c, cRow, 1, bias, 0, 1, accumulate, relu,
      scratch)
  ) return;
  if ( // Cᵀ = Bᵀ Aᵀ
    m <= 2 &&
    columns(n, k, m, b, bColumn, bRow, a, aColumn, aRow, c, 1, cRow, bias, 1, 0, accumulate, relu,
      scratch)
  ) return;
  if (k >= 1 && k <= THIN && (bColumn == 1 || k * n <= DEPTH * WIDTH)) {
    const rows = bColumn == 1 ? b : inRows(k, n, b, bRow, bColumn, scratch);
    thin(m, k, n, a, aRow, aColumn, rows, bColumn == 1 ? bRow : n, c, cRow, bias, accumulate, relu);
    return;
  }
  for (let j = 0; j < n; j += WIDTH) {
    let from = 0;
    do { // once even when there is nothing to add up
      const depth = min(DEPTH, k - from), last = from + depth >= k;
      const part = b + <usize>(from * bRow + j * bColumn) * 4;
      const offset = <usize> j * 4;
      if (n == 3 || n == 4) {
        fours(m, depth, n, a + <usize>(from * aColumn) * 4, aRow, aColumn, part, bRow, bColumn, c, cRow,
          last ? bias : 0, accumulate || from > 0, relu && last, scratch);
      } else {
        const width = min(WIDTH, n - j);
        packPanels(depth, width, part, bRow, bColumn, scratch);
        block(m, depth, width, a + <usize>(from * aColumn) * 4, aRow, aColumn, scratch, c + offset, cRow,
          bias && last ? bias + offset : 0, accumulate || from > 0, relu && last, scratch);
      }
      from += depth;
    } while (from < k);
  }
}

/** B `[k, n]` copied so that its rows lie in one piece, one after the other. */
function inRows(k: i32, n: i32, b: usize, bRow: i32, bColumn: i32, to: usize): usize {
  for (let t = 0; t < k; t++) {
    for (let j = 0; j < n; j++) {
      store<f32>(to + <usize>(t * n + j) * 4, load<f32>(b + <usize>(t * bRow + j * bColumn) * 4));
    }
  }
  return to;
}

/** Numbers of a matrix `[k, n]` that is packed by {@link packPanels}. */
export function packedNumbers(k: i32, n: i32): i32 {
  return k * ((n + TILE_COLUMNS - 1) & ~(TILE_COLUMNS - 1));
}

/** Packs B `[depth, width]` for {@link gemmPacked}, eight columns after the other. */
export function packPanels(
  depth: i32,
  width: i32,
  b: usize,
  bRow: i32,
  bColumn: i32,
  to: usize,
): void {
  const panel = <usize>(depth * B_STEP);
  for (let j = 0; j < width; j += TILE_COLUMNS) {
    packB(depth, min(TILE_COLUMNS, width - j), b + <usize>(j * bColumn) * 4, bRow, bColumn,
      to + <usize>(j / TILE_COLUMNS) * panel);
  }
}

/**
 * {@link gemm} with a B that is packed already: for weights that are used many times. A's rows lie in
 * one piece; k is at most 256, n at most 512. The bits are those of gemm for m and k above 4, n above 4.
 */
export function gemmPacked(
  m: i32,
  k: i32,
  n: i32,
  a: usize,
  packed: usize,
  c: usize,
  bias: usize,
  accumulate: bool,
  scratch: usize,
): void {
  block(m, k, n, a, k, 1, packed, c, n, bias, accumulate, false, scratch);
}

/** {@link gemm} of at most WIDTH columns and sums of at most DEPTH, with B packed. */
function block(
  m: i32,
  depth: i32,
  width: i32,
  a: usize,
  aRow: i32,
  aColumn: i32,
  packed: usize,
  c: usize,
  cRow: i32,
  bias: usize,
  accumulate: bool,
  relu: bool,
  scratch: usize,
): void {
  const panelB = <usize>(depth * B_STEP), panelA = <usize>(depth * A_STEP);
  const packedA = scratch + PACKED_B;
  for (let top = 0; top < m; top += HEIGHT) {
    const bottom = min(m, top + HEIGHT);
    for (let i = top; i < bottom; i += TILE_ROWS) {
      packA(depth, min(TILE_ROWS, m - i), a + <usize>(i * aRow) * 4, aRow, aColumn,
        packedA + <usize>((i - top) / TILE_ROWS) * panelA);
    }
    for (let j = 0; j < width; j += TILE_COLUMNS) {
      for (let i = top; i < bottom; i += TILE_ROWS) {
        anyTile(depth, min(TILE_ROWS, m - i), min(TILE_COLUMNS, width - j),
          packedA + <usize>((i - top) / TILE_ROWS) * panelA,
          packed + <usize>(j / TILE_COLUMNS) * panelB, c + <usize>(i * cRow + j) * 4, cRow,
          bias ? bias + <usize> j * 4 : 0, accumulate, relu, packedA + PACKED_A);
      }
    }
  }
}

/** A whole tile goes straight to C; part of one by way of `spare`, so that nothing else is touched. */
@inline
function anyTile(
  depth: i32,
  height: i32,
  width: i32,
  a: usize,
  b: usize,
  c: usize,
  cRow: i32,
  bias: usize,
  accumulate: bool,
  relu: bool,
  spare: usize,
): void {
  if (height == TILE_ROWS && width == TILE_COLUMNS) {
    tile(depth, a, b, c, <usize> cRow * 4, bias, accumulate, relu);
    return;
  }
  tile(depth, a, b, spare, TILE_COLUMNS * 4, 0, false, false);
  for (let i = 0; i < height; i++) {
    for (let j = 0; j < width; j++) {
      const sum = load<f32>(spare + <usize>(i * TILE_COLUMNS + j) * 4);
      const itsBias = bias ? bias + <usize> j * 4 : 0;
      storeOne(c + <usize>(i * cRow + j) * 4, sum, itsBias, accumulate, relu);
    }
  }
}

/** The columns of C one by one, if A lies well for that; otherwise nothing, and false. */
function columns(
  m: i32,
  k: i32,
  n: i32,
  a: usize,
  aRow: i32,
  aColumn: i32,
  b: usize,
  bRow: i32,
  bColumn: i32,
  c: usize,
  cRow: i32,
  cColumn: i32,
  bias: usize,
  biasRow: i32,
  biasColumn: i32,
  accumulate: bool,
  relu: bool,
  scratch: usize,
): bool {
  const byRows = aColumn == 1 && k <= DEPTH * WIDTH; // a column of B fits into the scratch
  if (!byRows && aRow != 1) return false;
  for (let j = 0; j < n; j++) {
    const itsB = b + <usize>(j * bColumn) * 4, itsC = c + <usize>(j * cColumn) * 4;
    const itsBias = bias ? bias + <usize>(j * biasColumn) * 4 : 0;
    if (byRows) {
      dots(m, k, a, aRow, inOnePiece(k, itsB, bRow, scratch), itsC, cRow, itsBias, biasRow, accumulate, relu);
    } else {
      axpys(m, k, a, aColumn, itsB, bRow, itsC, cRow, itsBias, biasRow, accumulate, relu);
    }
  }
  return true;
}

/** A column whose numbers lie side by side: itself, or its copy. */
function inOnePiece(count: i32, column: usize, step: i32, scratch: usize): usize {
  if (step == 1) return column;
  for (let k = 0; k < count; k++) {
    store<f32>(scratch + <usize> k * 4, load<f32>(column + <usize>(k * step) * 4));
  }
  return scratch;
}
