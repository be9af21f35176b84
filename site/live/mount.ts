/// <reference lib="dom" />
/** An explorable on a page: it asks for a bet, then follows the reader's hand. */
import type { Choices, Explorable, Labour, LiveSlider, Spot, Touch } from "../../lib/live/mod.ts";
import { betBox, verdictBox } from "./bet.ts";
import { type SliderBox, sliderBox } from "./controls.ts";
import { dress } from "./dress.ts";
import { button, element } from "./elements.ts";
import { type Effort, effort } from "./labour.ts";
import { pictureIn } from "./picture.ts";
import { type Stage, stageIn } from "./stage.ts";
import { spotsOver, watchTouches } from "./touches.ts";

/** Where an explorable is to live, and what the notebook gave it. */
export interface Home {
  readonly host: HTMLElement;
  readonly given: unknown;
  readonly isDark: boolean;
  /** Address of its worker, if it has one. */
  readonly worker?: string;
}

/** An explorable that lives. */
export interface Living {
  readonly dress: (isDark: boolean) => void;
  readonly stop: () => void;
}

/**
 * Puts an explorable on a page.
 *
 * @throws as the explorable does for what the notebook gave
 */
export function mount<G, S extends Choices, V>(it: Explorable<G, S, V>, home: Home): Living {
  const given = it.read(home.given);
  const life = new Life(it, given, home);
  life.begin();
  return { dress: (isDark) => dress(home.host, isDark), stop: () => life.end() };
}

/** What changes while an explorable lives. */
class Life<G, S extends Choices, V> {
  readonly #it: Explorable<G, S, V>;
  readonly #given: G;
  readonly #home: Home;
  readonly #stage: Stage;
  readonly #draw: ReturnType<typeof pictureIn>;
  readonly #sliders = new Map<string, SliderBox>();
  readonly #resized = new ResizeObserver(() => this.#show());
  #spots: ReturnType<typeof spotsOver> = () => {};
  #choices: S;
  #values: V;
  #shown = false;
  #effort: Effort | undefined;
  #frame = 0;
  #quiet: ReturnType<typeof setTimeout> | undefined;

  constructor(it: Explorable<G, S, V>, given: G, home: Home) {
    [this.#it, this.#given, this.#home] = [it, given, home];
    this.#choices = it.start(given);
    this.#values = it.compute(given, this.#choices);
    this.#stage = stageIn(home.host, it.description);
    this.#draw = pictureIn(this.#stage.drawn);
  }

  begin(): void {
    const { host, isDark } = this.#home;
    dress(host, isDark);
    this.#note();
    this.#stage.bet.append(betBox(this.#it.bet, (answer) => this.#reveal(answer)));
    this.#resized.observe(host);
    this.#paint();
  }

  end(): void {
    this.#resized.disconnect();
    this.#effort?.end();
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#quiet);
    this.#home.host.replaceChildren();
  }

  #reveal(answer: number): void {
    const { bet } = this.#it;
    const verdict = verdictBox(
      bet.answers[answer]!,
      bet.verdict(answer, this.#values, this.#given),
    );
    this.#shown = true;
    this.#stage.bet.replaceChildren(verdict);
    this.#addControls();
    this.#addTouches();
    this.#paint();
    verdict.focus({ preventScroll: true });
  }

  #addControls(): void {
    const { controls } = this.#stage;
    for (
      const [name, slider] of Object.entries<LiveSlider | undefined>(this.#it.sliders(this.#given))
    ) {
      const made = sliderBox(slider!, (value) => this.#choose({ [name]: value } as Partial<S>));
      this.#sliders.set(name, made);
      controls.append(made.box);
    }
    const buttons = element("div", "live-buttons");
    if (this.#it.labour !== undefined) {
      this.#effort = this.#effortOf(this.#it.labour);
      buttons.append(this.#effort.button);
    }
    for (const [words, choose] of Object.entries(this.#it.buttons)) {
      buttons.append(button("live-button", words, () => this.#choose(choose(this.#given))));
    }
    if (buttons.childNodes.length > 0) controls.append(buttons);
    if (this.#it.hint) controls.append(element("span", "live-hint", this.#it.hint));
  }

  #addTouches(): void {
    const { touch } = this.#it;
    if (touch === undefined) return;
    const { picture } = this.#stage;
    let began: Touch<S>["began"] | undefined;
    const touched = (at: Spot, isFirst: boolean) => {
      if (isFirst || began === undefined) began = { ...at, choices: this.#choices };
      const where = { ...at, width: this.#width(), began };
      this.#choose(touch(where, this.#choices, this.#given));
    };
    watchTouches(picture, touched);
    this.#spots = spotsOver(picture, (middle) => touched(middle, true));
  }

  #effortOf(labour: Labour<G, V>): Effort {
    return effort({
      address: this.#home.worker ?? "",
      start: labour.start,
      order: labour.order(this.#given),
      hear: (report) => {
        this.#values = labour.hear(this.#values, report, this.#given);
        this.#note();
        return labour.isDone(this.#values, this.#given);
      },
      show: () => this.#show(),
    });
  }

  #choose(change: Partial<S>): void {
    this.#choices = { ...this.#choices, ...change };
    this.#values = this.#it.labour === undefined
      ? this.#it.compute(this.#given, this.#choices)
      : this.#values;
    this.#show();
  }

  /** For who wants all digits. */
  #note(): void {
    const numbers = this.#it.numbers(this.#values, this.#given);
    this.#home.host.dataset.numbers = JSON.stringify(numbers);
  }

  /** Draws in the next frame, once. */
  #show(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => {
      this.#paint();
      if (this.#effort?.isRunning()) this.#show();
    });
  }

  #paint(): void {
    const [choices, values, width] = [this.#choices, this.#values, this.#width()];
    const seconds = (performance.timeOrigin + performance.now()) / 1000;
    this.#draw(this.#it.draw({ choices, values, width, shown: this.#shown, seconds }, this.#given));
    this.#sliders.forEach((slider, name) => slider.set(Number(choices[name])));
    if (this.#shown) this.#spots(this.#it.spots?.(choices, width, this.#given) ?? []);
    if (this.#shown) this.#speak();
  }

  /** Who listens hears where a drag ends, not each step of it, and nothing while a worker runs. */
  #speak(): void {
    const { words } = this.#stage, isRunning = this.#effort?.isRunning() ?? false;
    words.ariaLive = isRunning && !this.#effort?.isDone() ? "off" : "polite";
    const say = () => {
      const said = this.#effort?.fault() ??
        this.#it.words(this.#values, this.#choices, this.#given);
      if (words.textContent !== said) words.textContent = said;
    };
    if (isRunning) return say();
    clearTimeout(this.#quiet);
    this.#quiet = setTimeout(say, 250);
  }

  #width(): number {
    return Math.max(260, Math.min(840, Math.floor(this.#home.host.clientWidth)));
  }
}
