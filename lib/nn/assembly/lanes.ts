// Four numbers at a time, then, at the end of a row, one: nothing beyond it is read or written.

/** Four numbers, or one and zeros. */
@inline
export function read(at: usize, whole: bool): v128 {
  return whole ? v128.load(at) : v128.load32_zero(at);
}

/** Four numbers, or the first of them. */
@inline
export function write(at: usize, value: v128, whole: bool): void {
  if (whole) v128.store(at, value);
  else v128.store32_lane(at, value, 0);
}
