/// <reference lib="dom" />
/** The elements of an explorable on its page, from top to bottom. */
import { element } from "./elements.ts";

/** Where things stand. */
export interface Stage {
  /** The bet, then what came of it. */
  readonly bet: HTMLElement;
  readonly controls: HTMLElement;
  /** What pointers touch and spots lie over. */
  readonly picture: HTMLElement;
  /** What is drawn; its words are its label. */
  readonly drawn: HTMLElement;
  /** What the picture says now. */
  readonly words: HTMLElement;
}

/** Sets the stage in a box, in place of what is there. */
export function stageIn(host: HTMLElement, description: string): Stage {
  const stage: Stage = {
    bet: element("div", "live-top"),
    controls: element("div", "live-controls"),
    picture: element("div", "live-picture"),
    drawn: element("div", "live-drawn"),
    words: element("p", "live-words"),
  };
  stage.drawn.setAttribute("role", "img");
  stage.drawn.setAttribute("aria-label", description);
  stage.words.setAttribute("role", "status");
  stage.picture.append(stage.drawn);
  const { bet, controls, picture, words } = stage;
  const box = element("div", "live");
  box.append(bet, controls, picture, words);
  host.replaceChildren(box);
  return stage;
}
