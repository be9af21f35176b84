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

/** All chapters, in order: the one place that knows number, slug, title, part and question. */
export const chapters: readonly Chapter[] = [
  {
    number: "01",
    slug: "latent-variables",
    title: "Latent variables",
    part: 1,
    question: "How do simple parts add up to a complicated whole, and what does the sum cost?",
  },
  {
    number: "02",
    slug: "elbo",
    title: "The ELBO",
    part: 1,
    question: "Which number is certainly not too large, and when is it exact?",
  },
  {
    number: "03",
    slug: "em",
    title: "Expectation–maximization",
    part: 1,
    question: "Why does climbing the bound, one coordinate at a time, never lose likelihood?",
  },
  {
    number: "04",
    slug: "variational-inference",
    title: "Variational inference",
    part: 1,
    question: "What can be done when the posterior is out of reach, and what will it miss?",
  },
  {
    number: "05",
    slug: "amortized-inference",
    title: "Amortized inference",
    part: 1,
    question: "Can one network answer for every datum, and which gradient trains it best?",
  },
  {
    number: "06",
    slug: "vae",
    title: "Variational autoencoders",
    part: 1,
    question: "What does a generative network learn, and what do its codes hide?",
  },
  {
    number: "07",
    slug: "representations-for-rl",
    title: "Representations for control",
    part: 1,
    question: "Does an agent learn sooner from codes than from pixels?",
  },
  {
    number: "08",
    slug: "conditional-vae",
    title: "Conditional models",
    part: 1,
    question: "How do you imitate someone who passes the tree on both sides?",
  },
  {
    number: "09",
    slug: "state-space-models",
    title: "State-space models",
    part: 2,
    question: "How much must an encoder see to track a hidden state: now, the past, or all of it?",
  },
  {
    number: "10",
    slug: "latent-dynamics-from-images",
    title: "Latent dynamics from images",
    part: 2,
    question: "What must a code of an image keep, and what stops it from cheating?",
  },
  {
    number: "11",
    slug: "embed-to-control",
    title: "Embed to control",
    part: 2,
    question: "Can a code be bent until the world looks linear in it?",
  },
  {
    number: "12",
    slug: "planning-in-latent-space",
    title: "Planning in latent space",
    part: 2,
    question: "Is imagining a few seconds ahead enough to swing up a pendulum?",
  },
  {
    number: "13",
    slug: "behaviour-as-inference",
    title: "Behaviour as inference",
    part: 3,
    question: "What if acting well is an observation, and the actions are its cause?",
  },
  {
    number: "14",
    slug: "messages",
    title: "Messages",
    part: 3,
    question: "What do the past and the future each know about a state?",
  },
  {
    number: "15",
    slug: "optimism",
    title: "Optimism",
    part: 3,
    question: "Why does exact inference buy lottery tickets, and what cures it?",
  },
  {
    number: "16",
    slug: "soft-value-iteration",
    title: "Soft value iteration",
    part: 3,
    question: "Which policy is best when being undecided has a value of its own?",
  },
  {
    number: "17",
    slug: "soft-q-learning",
    title: "Soft Q-learning",
    part: 3,
    question: "How can an agent keep every good option open, and what is that worth?",
  },
  {
    number: "18",
    slug: "max-entropy-policy-gradient",
    title: "Policy gradients with entropy",
    part: 3,
    question: "Are policy gradients and soft Q-learning one algorithm in two notations?",
  },
  {
    number: "19",
    slug: "soft-actor-critic",
    title: "Soft Actor-Critic",
    part: 3,
    question: "Which part of the algorithm does what, measured by taking it out?",
  },
  {
    number: "20",
    slug: "rl-in-latent-space",
    title: "Learning in latent space",
    part: 4,
    question: "Act in the world, or practise in a model of it?",
  },
  {
    number: "21",
    slug: "inverse-rl",
    title: "Inverse reinforcement learning",
    part: 4,
    question: "What did they want, judging by what they did?",
  },
  {
    number: "22",
    slug: "exploration",
    title: "Exploration by information gain",
    part: 4,
    question: "Is learning something new a reward in itself?",
  },
  {
    number: "23",
    slug: "physics",
    title: "Real physics",
    part: 4,
    question: "Does the same code move a body with joints and contacts?",
  },
];

/** The file name of a chapter without its ending, e.g. `"02-elbo"`; the page has the same name. */
export function stem(chapter: Chapter): string {
  return `${chapter.number}-${chapter.slug}`;
}

/** The part that a chapter belongs to. */
export function partOf(chapter: Chapter): Part {
  return parts[chapter.part - 1]!;
}
