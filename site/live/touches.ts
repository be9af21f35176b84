/// <reference lib="dom" />
/** Pointers over a picture, and places in it that keys reach, too. */
import type { Button, Spot } from "../../lib/live/mod.ts";
import { element } from "./elements.ts";

/** Calls with where a pointer is, as long as it is down, and where it went down. */
export function watchTouches(
  picture: HTMLElement,
  touched: (at: Spot, isFirst: boolean) => void,
): void {
  let isDown = false;
  const placeOf = ({ clientX, clientY }: PointerEvent): Spot => {
    const { x, y } = picture.getBoundingClientRect();
    return { x: clientX - x, y: clientY - y };
  };
  picture.classList.add("live-touchable");
  picture.onpointerdown = (event) => {
    if (event.button !== 0) return;
    isDown = true;
    picture.setPointerCapture(event.pointerId);
    touched(placeOf(event), true);
  };
  picture.onpointermove = (event) => isDown && touched(placeOf(event), false);
  picture.onpointerup = picture.onpointercancel = () => isDown = false;
}

const steps: Readonly<Record<string, Spot>> = {
  ArrowUp: { x: 0, y: -1 },
  ArrowRight: { x: 1, y: 0 },
  ArrowDown: { x: 0, y: 1 },
  ArrowLeft: { x: -1, y: 0 },
};

/**
 * Buttons over a picture, which a pointer does not meet: one of them in the order of Tab, the others
 * by arrows; Enter or Space touches the middle.
 */
export function spotsOver(
  picture: HTMLElement,
  pressed: (middle: Spot) => void,
): (spots: readonly Button[]) => void {
  const buttons: HTMLButtonElement[] = [];
  let spots: readonly Button[] = [];
  const make = (i: number) => {
    const made = element("button", "live-spot");
    made.type = "button";
    made.tabIndex = i === 0 ? 0 : -1;
    made.onclick = () => pressed(middleOf(spots[i]!));
    made.onkeydown = (event) => move(event, i);
    return made;
  };
  const move = (event: KeyboardEvent, from: number) => {
    const step = steps[event.key];
    const next = step === undefined ? -1 : neighbour(spots, from, step);
    if (next < 0) return;
    event.preventDefault();
    buttons.forEach((each, i) => each.tabIndex = i === next ? 0 : -1);
    buttons[next]!.focus();
  };
  return (wanted) => {
    spots = wanted;
    while (buttons.length > wanted.length) buttons.pop()!.remove();
    while (buttons.length < wanted.length) {
      buttons.push(picture.appendChild(make(buttons.length)));
    }
    wanted.forEach((spot, i) => place(buttons[i]!, spot));
  };
}

function place(made: HTMLButtonElement, { x, y, width, height, label, isOn }: Button): void {
  const box = `translate(${x}px, ${y}px)`;
  if (made.style.transform !== box) made.style.transform = box;
  if (made.style.width !== `${width}px`) made.style.width = `${width}px`;
  if (made.style.height !== `${height}px`) made.style.height = `${height}px`;
  if (made.getAttribute("aria-label") !== label) made.setAttribute("aria-label", label);
  const pressed = isOn === undefined ? null : String(isOn);
  if (made.getAttribute("aria-pressed") === pressed) return;
  if (pressed === null) made.removeAttribute("aria-pressed");
  else made.setAttribute("aria-pressed", pressed);
}

/** The nearest spot in a direction; −1 without one. */
export function neighbour(spots: readonly Button[], from: number, step: Spot): number {
  const here = middleOf(spots[from]!);
  let [best, least] = [-1, Infinity];
  spots.forEach((spot, i) => {
    const { x, y } = middleOf(spot);
    const along = (x - here.x) * step.x + (y - here.y) * step.y;
    const aside = Math.abs((x - here.x) * step.y) + Math.abs((y - here.y) * step.x);
    const distance = along + 4 * aside;
    if (along > 1 && aside <= along && distance < least) [best, least] = [i, distance];
  });
  return best;
}

function middleOf({ x, y, width, height }: Button): Spot {
  return { x: x + width / 2, y: y + height / 2 };
}
