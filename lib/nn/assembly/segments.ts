// Rows added up by label: the way back through a lookup of rows.

/**
 * y[s] = Σ of the rows of x whose label is s, `[segments, columns]`, in the order of the rows.
 * @param labels whole numbers of 32 bits, one for each row
 * @returns the first row whose label is no segment, at which it stops, or −1
 */
export function segmentSum(
  rows: i32,
  columns: i32,
  segments: i32,
  x: usize,
  labels: usize,
  y: usize,
): i32 {
  const step = <usize> columns * 4;
  memory.fill(y, 0, <usize> segments * step);
  for (let row = 0; row < rows; row++) {
    const label = load<i32>(labels + <usize> row * 4);
    if (<u32> label >= <u32> segments) return row;
    addRow(columns, x + <usize> row * step, y + <usize> label * step);
  }
  return -1;
}

@inline
function addRow(columns: i32, x: usize, y: usize): void {
  let j = 0;
  for (; j + 4 <= columns; j += 4, x += 16, y += 16) {
    v128.store(y, f32x4.add(v128.load(y), v128.load(x)));
  }
  for (; j < columns; j++, x += 4, y += 4) store<f32>(y, load<f32>(y) + load<f32>(x));
}
