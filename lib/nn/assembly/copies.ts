// Numbers from one place to another.

/** Copies `count` numbers of each row; rows lie `fromStep` and `toStep` numbers apart. */
export function copyRows(
  rows: i32,
  count: i32,
  from: usize,
  fromStep: i32,
  to: usize,
  toStep: i32,
): void {
  for (let row = 0; row < rows; row++, from += <usize> fromStep * 4, to += <usize> toStep * 4) {
    let i = 0;
    for (; i + 4 <= count; i += 4) {
      v128.store(to + <usize> i * 4, v128.load(from + <usize> i * 4));
    }
    for (; i < count; i++) store<f32>(to + <usize> i * 4, load<f32>(from + <usize> i * 4));
  }
}

/** Gives each of `count` numbers a share of one, divided in float64 and rounded once. */
export function spread(count: i32, number: usize, over: f64, to: usize): void {
  const share = <f32>(<f64> load<f32>(number) / over), four = f32x4.splat(share);
  let i = 0;
  for (; i + 4 <= count; i += 4) v128.store(to + <usize> i * 4, four);
  for (; i < count; i++) store<f32>(to + <usize> i * 4, share);
}
