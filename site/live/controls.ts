/// <reference lib="dom" />
/** Sliders and buttons; keys and touch work as browsers make them. */
import type { LiveSlider } from "../../lib/live/mod.ts";
import { element } from "./elements.ts";

/** A slider with its label and its value in words. */
export interface SliderBox {
  readonly box: HTMLElement;
  /** Shows where it stands. */
  readonly set: (value: number) => void;
}

/** Makes a slider. */
export function sliderBox(slider: LiveSlider, moved: (value: number) => void): SliderBox {
  const { label, min, max, step, show = (value: number) => value.toFixed(2) } = slider;
  const box = element("label", "live-slider");
  const [input, shown] = [element("input", ""), element("output", "")];
  Object.assign(input, { type: "range", min, max, step });
  input.oninput = () => moved(input.valueAsNumber);
  box.append(element("span", "", label), input, shown);
  const set = (value: number) => {
    const words = show(value);
    input.valueAsNumber = value;
    if (shown.textContent === words) return;
    shown.textContent = words;
    input.setAttribute("aria-valuetext", words);
  };
  return { box, set };
}
