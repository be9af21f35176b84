/** Where an axis has its ticks, and what stands at them: known before Vega draws. */
import type { Axis } from "./axis.ts";
import { textWidth } from "../look/text_width.ts";

/** Round numbers within a domain, about `count` of them: steps of 1, 2 or 5 times a power of ten. */
export function roundTicks([from, to]: readonly [number, number], count: number): number[] {
  const [low, high] = [Math.min(from, to), Math.max(from, to)];
  const rough = (high - low) / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((each) => each * power >= rough * 0.99) ?? 10;
  const step = factor * power;
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  if (!(last - first < 1000)) return [low, high];
  return Array.from(
    { length: last - first + 1 },
    (_, i) => Number(((first + i) * step).toPrecision(12)),
  );
}

/** A number as Vega would write it at its tick, near enough to know its width. */
export function tickText(value: number, format: string | undefined, decimals: number): string {
  const minus = value < 0 ? "−" : "";
  const size = Math.abs(value);
  const places = /\.(\d+)f$/.exec(format ?? "")?.[1];
  if (places !== undefined) return minus + size.toFixed(Number(places));
  if (format?.endsWith("%") === true) return `${minus}${Math.round(100 * size)}%`;
  if (format === "d") return minus + size.toFixed(0);
  if (format?.endsWith("s") === true) return minus + size.toPrecision(2) + "k";
  return minus + (size >= 1e6 ? size.toPrecision(2) : grouped(size, decimals));
}

/** Thousands from ten thousand on with a narrow space between, as in the tables; no comma. */
function grouped(size: number, decimals: number): string {
  const text = size.toFixed(decimals);
  return size < 1e4 ? text : text.replace(/\B(?=(\d{3})+(?!\d))/g, thin);
}

const thin = "\u202f";

/** For Vega: d3's labels without their commas. */
export const plainLabels =
  `join(split(datum.label, ','), abs(datum.value) < 10000 ? '' : '${thin}')`;

const [leastPower, mostPower] = [-30, 30];

/** 10⁻⁸; ordinary numbers from a thousandth to a thousand. */
export function powerText(power: number): string {
  if (power >= -3 && power <= 3) return String(10 ** power);
  const digits = [...String(Math.abs(power))].map((digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)]);
  return `10${power < 0 ? "⁻" : ""}${digits.join("")}`;
}

/** For Vega: powers of ten as by hand, on a logarithmic axis; other ticks as they are. */
export const powerLabels = (() => {
  const texts = Array.from(
    { length: mostPower - leastPower + 1 },
    (_, i) => `'${powerText(leastPower + i)}'`,
  );
  const power = "log(datum.value) / LN10";
  const isPower = `abs(${power} - round(${power})) < 1e-9 && abs(${power}) <= ${mostPower}`;
  return `${isPower} && datum.label != '' ? [${
    texts.join(",")
  }][round(${power}) + ${-leastPower}] : datum.label`;
})();

/** How far labels reach to the left of the plot, in pixels, the gap to it included. */
export function labelRoom(axis: Axis): number {
  if (axis.hidden === true) return 0;
  const gap = 6;
  const labels = labelsOf(axis);
  return Math.round(gap + Math.max(...labels.map((label) => textWidth(label))));
}

function labelsOf(axis: Axis): readonly string[] {
  if (axis.categories !== undefined) return axis.categories;
  const values = axis.values ??
    (axis.domain === undefined || axis.log === true
      ? undefined
      : roundTicks(axis.domain, axis.ticks ?? 5));
  if (values === undefined || values.length === 0) return ["00.0"];
  const powers = axis.log === true && axis.format === undefined;
  if (powers) return values.map((value) => powerText(Math.round(Math.log10(value))));
  const decimals = Math.max(...values.map(decimalsOf));
  return values.map((value) => tickText(value, axis.format, decimals));
}

function decimalsOf(value: number): number {
  const [, digits = ""] = String(Number(value.toPrecision(6))).split(".");
  return Math.min(digits.length, 6);
}
