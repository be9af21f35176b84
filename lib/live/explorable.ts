/** The shape of a figure that recomputes in the reader's browser. */
import type { Drawing } from "./marks.ts";

/** What the reader sets: numbers by sliders, texts (a map, say) by touching the picture. */
export type Choices = Readonly<Record<string, number | string>>;

/** A slider for one choice. */
export interface LiveSlider {
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** The value in words; two decimals when left out. */
  readonly show?: (value: number) => string;
}

/** In the picture, pixels. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** Where a pointer is, where it went down, and what was chosen then. */
export interface Touch<S> extends Spot {
  readonly width: number;
  readonly began: Spot & { readonly choices: S };
}

/** A place that keys reach, too: pressing it touches its middle. */
export interface Button extends Spot {
  readonly width: number;
  readonly height: number;
  readonly label: string;
  /** Whether it is pressed; left out for what is no switch. */
  readonly isOn?: boolean;
}

/** What is asked before anything is shown. */
export interface Bet<G, V> {
  readonly question: string;
  readonly answers: readonly string[];
  /** What came of an answer (its number), in a sentence. */
  readonly verdict: (answer: number, values: V, given: G) => string;
}

/** What there is to draw. */
export interface Scene<S, V> {
  readonly values: V;
  readonly choices: S;
  /** Pixels there are; from 260 up. */
  readonly width: number;
  /** Whether the reader has bet: before, nothing gives the answer away. */
  readonly shown: boolean;
  /** A clock that runs while a worker does, s. */
  readonly seconds: number;
}

/** Work too long for a page: a worker does it and reports. */
export interface Labour<G, V> {
  /** What the worker is told at the start. */
  readonly order: (given: G) => unknown;
  /** The values after a report. */
  readonly hear: (values: V, report: unknown, given: G) => V;
  /** Whether there is no more to come. */
  readonly isDone: (values: V, given: G) => boolean;
  /** What the button says. */
  readonly start: string;
}

/**
 * A figure that recomputes. All of it is pure and runs in Deno as in a browser: nothing of it knows
 * of a page. G is what the notebook gives, S what the reader chooses, V what is computed of both.
 */
export interface Explorable<G, S extends Choices, V> {
  /** One sentence for those who cannot see the picture. */
  readonly description: string;
  /** What the notebook gave, looked at: a stranger may have written it. */
  readonly read: (given: unknown) => G;
  readonly bet: Bet<G, V>;
  readonly start: (given: G) => S;
  readonly sliders: (given: G) => { readonly [K in keyof S]?: LiveSlider };
  /** What each button chooses. */
  readonly buttons: Readonly<Record<string, (given: G) => Partial<S>>>;
  /** What touching the picture does, in a few words. */
  readonly hint?: string;
  readonly compute: (given: G, choices: S) => V;
  readonly draw: (scene: Scene<S, V>, given: G) => Drawing;
  /** What the picture says now, in a sentence or two. */
  readonly words: (values: V, choices: S, given: G) => string;
  /** Numbers that the chapter shows, by their names there, as they are at the start. */
  readonly numbers: (values: V, given: G) => Readonly<Record<string, number>>;
  readonly touch?: (touch: Touch<S>, choices: S, given: G) => Partial<S>;
  readonly spots?: (choices: S, width: number, given: G) => readonly Button[];
  readonly labour?: Labour<G, V>;
}
