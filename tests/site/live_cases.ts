import { explorable as bound } from "chapters/02-elbo/live/bound.ts";
import { explorable as hill } from "chapters/03-em/live/hill.ts";
import { explorable as plane } from "chapters/06-vae/live/plane.ts";
import { explorable as cones } from "chapters/14-messages/live/cones.ts";
import { explorable as dreams } from "chapters/15-optimism/live/dreams.ts";
import { explorable as learning } from "chapters/19-soft-actor-critic/live/learning.ts";
import type { Choices, Explorable } from "lib/live";
import type { Cell } from "../../tools/notebook/format.ts";
import { likelihood, prior } from "../notebooks/02-elbo/oracle.ts";
import { planeGiven } from "../notebooks/06-vae/live_given.ts";
import { learningGiven } from "../notebooks/19-soft-actor-critic/live_given.ts";
import { hillGiven } from "../notebooks/03-em/live_given.ts";
import { code, shown, words } from "./sample_notebook.ts";

/** An explorable in a notebook of its own, so that each can be tried whatever its chapter shows. */
export interface LiveCase {
  readonly slug: string;
  readonly name: string;
  // deno-lint-ignore no-explicit-any -- each has its own types
  readonly it: Explorable<any, Choices, any>;
  readonly given: Readonly<Record<string, unknown>>;
}

// deno-lint-ignore no-explicit-any -- as above
const live = (slug: string, name: string, it: any, given: LiveCase["given"]): LiveCase => {
  return { slug, name, it, given };
};

/** All explorables of the course, each as its chapter gives it what it needs. */
export const liveCases: readonly LiveCase[] = [
  live("02-elbo", "bound", bound, { prior, likelihood }),
  live("03-em", "hill", hill, hillGiven),
  live("06-vae", "plane", plane, planeGiven),
  live("14-messages", "cones", cones, {
    map: `........G\n${".........\n".repeat(7)}S........`,
    steps: 20,
    temperature: 0.25,
  }),
  live("15-optimism", "dreams", dreams, {
    map: ".......\n.......\nS!!!!!G",
    slip: 0.2,
    temperature: 0.5,
    pit: -30,
    steps: 24,
  }),
  live("19-soft-actor-critic", "learning", learning, learningGiven),
];

/** A picture of one white pixel. */
const pixel =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTn2TgAAAABJRU5ErkJggg==";

/** What `plot(figure, { name, given })` leaves in a notebook. */
export function liveOutput(name: unknown, given: unknown) {
  return shown(
    {
      "application/vnd.elbo-to-sac.live+json": { name, given },
      "image/png": pixel,
      "text/plain": "A picture that stands in for one that recomputes in the browser.",
    },
    {
      "image/png": {
        alt: "A picture that stands in for one that recomputes.",
        width: 1,
        height: 1,
      },
    },
  );
}

/** A page with one figure, and words before and after it. */
export function livePage(name: unknown, given: unknown): readonly Cell[] {
  return [
    words("# A figure that recomputes"),
    words("## Where we are\n\nBefore it."),
    code("await plot(picture, live);", [liveOutput(name, given)]),
    words("The end of the page."),
  ];
}
