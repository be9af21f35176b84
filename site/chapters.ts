/** One of the four parts of the course. */
export interface Part {
  readonly number: 1 | 2 | 3 | 4;
  readonly numeral: string;
  readonly title: string;
  /** What the part is about, in one or two sentences. */
  readonly blurb: string;
}

/** One chapter of the catalogue, written or planned. */
export interface Chapter {
  readonly number: string;
  readonly slug: string;
  readonly title: string;
  readonly part: Part["number"];
  /** The question that the chapter answers. */
  readonly question: string;
}

/** The title of the whole course. */
export const bookTitle = "From the ELBO to Soft Actor-Critic";

/** The claim of the course, in one paragraph. */
export const claim =
  "One inequality carries further than it looks. A lower bound on the log-probability of what " +
  "you saw, the ELBO, gives you expectation–maximization, variational autoencoders and models " +
  "of the world that can be planned in; with good behaviour as the thing to be explained, the " +
  "same bound becomes soft value iteration and Soft Actor-Critic. Here every step of that road " +
  "is derived, and then run: what an equation claims, the next cell evaluates.";

/** The four parts, in order. */
export const parts: readonly Part[] = [
  {
    number: 1,
    numeral: "I",
    title: "Latent variables and variational inference",
    blurb:
      "What you see has causes that you do not. A bound on its probability makes them learnable.",
  },
  {
    number: 2,
    numeral: "II",
    title: "Sequences and models of the world",
    blurb: "Causes that move: a hidden state, carried through time, that a plan can be made in.",
  },
  {
    number: 3,
    numeral: "III",
    title: "Control as inference",
    blurb: "Suppose the behaviour was good, and ask which actions explain it.",
  },
  {
    number: 4,
    numeral: "IV",
    title: "Where it leads",
    blurb: "The two halves inside each other: acting in dreams, learning goals, being curious.",
  },
];

type Entry = readonly [slug: string, title: string, question: string];

/** By part, in order; the numbers follow. */
const entries: readonly (readonly Entry[])[] = [
  [
    [
      "latent-variables",
      "Latent variables",
      "How do simple parts add up to a complicated whole, and what does the sum cost?",
    ],
    ["elbo", "The ELBO", "Which number is certainly not too large, and when is it exact?"],
    [
      "em",
      "Expectation–maximization",
      "Why does climbing the bound, one coordinate at a time, never lose likelihood?",
    ],
    [
      "variational-inference",
      "Variational inference",
      "What can be done when the posterior is out of reach, and what will it miss?",
    ],
    [
      "amortized-inference",
      "Amortized inference",
      "Can one network answer for every datum, and which gradient trains it best?",
    ],
    [
      "vae",
      "Variational autoencoders",
      "What does a generative network learn, and what do its codes hide?",
    ],
    [
      "representations-for-rl",
      "Representations for control",
      "Does an agent learn sooner from codes than from pixels?",
    ],
    [
      "conditional-vae",
      "Conditional models",
      "How do you imitate someone who passes the tree on both sides?",
    ],
  ],
  [
    [
      "state-space-models",
      "State-space models",
      "How much must an encoder see to track a hidden state: now, the past, or all of it?",
    ],
    [
      "latent-dynamics-from-images",
      "Latent dynamics from images",
      "What must a code of an image keep, and what stops it from cheating?",
    ],
    [
      "embed-to-control",
      "Embed to control",
      "Can a code be bent until the world looks linear in it?",
    ],
    [
      "planning-in-latent-space",
      "Planning in latent space",
      "Is imagining a few seconds ahead enough to swing up a pendulum?",
    ],
  ],
  [
    [
      "behaviour-as-inference",
      "Behaviour as inference",
      "What if acting well is an observation, and the actions are its cause?",
    ],
    ["messages", "Messages", "What do the past and the future each know about a state?"],
    ["optimism", "Optimism", "Why does exact inference buy lottery tickets, and what cures it?"],
    [
      "soft-value-iteration",
      "Soft value iteration",
      "Which policy is best when being undecided has a value of its own?",
    ],
    [
      "soft-q-learning",
      "Soft Q-learning",
      "How can an agent keep every good option open, and what is that worth?",
    ],
    [
      "max-entropy-policy-gradient",
      "Policy gradients with entropy",
      "Are policy gradients and soft Q-learning one algorithm in two notations?",
    ],
    [
      "soft-actor-critic",
      "Soft Actor-Critic",
      "Which part of the algorithm does what, measured by taking it out?",
    ],
  ],
  [
    [
      "rl-in-latent-space",
      "Learning in latent space",
      "Act in the world, or practise in a model of it?",
    ],
    [
      "inverse-rl",
      "Inverse reinforcement learning",
      "What did they want, judging by what they did?",
    ],
    [
      "exploration",
      "Exploration by information gain",
      "Is learning something new a reward in itself?",
    ],
    ["physics", "Real physics", "Does the same code move a body with joints and contacts?"],
  ],
];

/** All chapters, in order: the one place that knows number, slug, title, part and question. */
export const chapters: readonly Chapter[] = entries
  .flatMap((own, i) => own.map((entry) => ({ part: parts[i]!.number, entry })))
  .map(({ part, entry: [slug, title, question] }, i) => ({
    number: String(i + 1).padStart(2, "0"),
    slug,
    title,
    part,
    question,
  }));

/** The file name of a chapter without its ending, e.g. `"02-elbo"`; the page has the same name. */
export function stem(chapter: Chapter): string {
  return `${chapter.number}-${chapter.slug}`;
}

/** The part that a chapter belongs to. */
export function partOf(chapter: Chapter): Part {
  return parts[chapter.part - 1]!;
}
