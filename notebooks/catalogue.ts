/** The course as one list: its parts and chapters, written or planned, in order. */

/** One of the four parts of the course. */
export interface Part {
  readonly number: 1 | 2 | 3 | 4;
  readonly numeral: string;
  readonly title: string;
  /** What the part is about, in one or two sentences. */
  readonly blurb: string;
}

/** One chapter, written or planned. */
export interface Chapter {
  /** `"02"`, its place in the course. */
  readonly number: string;
  /** `"02-elbo"`: the notebook, the folder beside it and the page are called so. */
  readonly slug: string;
  /** What its equations are called: `"ELBO"` of ELBO-1, ELBO-2 … */
  readonly area: string;
  readonly part: Part["number"];
  readonly title: string;
  /** The question that the chapter answers. */
  readonly question: string;
  /** Whether its notebook is there; the gate compares. */
  readonly status: "written" | "planned";
}

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

/** All chapters, in order. */
export const chapters: readonly Chapter[] = [
  {
    number: "01",
    slug: "01-latent-variables",
    area: "LVM",
    part: 1,
    title: "Latent variables",
    question: "How do simple parts add up to a complicated whole, and what does the sum cost?",
    status: "written",
  },
  {
    number: "02",
    slug: "02-elbo",
    area: "ELBO",
    part: 1,
    title: "The ELBO",
    question: "Which number is certainly not too large, and when is it exact?",
    status: "written",
  },
  {
    number: "03",
    slug: "03-em",
    area: "EM",
    part: 1,
    title: "Expectation–maximization",
    question: "Why does climbing the bound, one coordinate at a time, never lose likelihood?",
    status: "written",
  },
  {
    number: "04",
    slug: "04-variational-inference",
    area: "VI",
    part: 1,
    title: "Variational inference",
    question: "What can be done when the posterior is out of reach, and what will it miss?",
    status: "written",
  },
  {
    number: "05",
    slug: "05-amortized-inference",
    area: "AVI",
    part: 1,
    title: "Amortized inference",
    question: "Can one network answer for every datum, and which gradient trains it best?",
    status: "written",
  },
  {
    number: "06",
    slug: "06-vae",
    area: "VAE",
    part: 1,
    title: "Variational autoencoders",
    question: "What does a generative network learn, and what do its codes hide?",
    status: "written",
  },
  {
    number: "07",
    slug: "07-representations-for-rl",
    area: "REP",
    part: 1,
    title: "Representations for control",
    question: "Does an agent learn sooner from codes than from pixels?",
    status: "written",
  },
  {
    number: "08",
    slug: "08-conditional-vae",
    area: "CVAE",
    part: 1,
    title: "Conditional models",
    question: "How do you imitate someone who passes the tree on both sides?",
    status: "written",
  },
  {
    number: "09",
    slug: "09-state-space-models",
    area: "SSM",
    part: 2,
    title: "State-space models",
    question: "How much must an encoder see to track a hidden state: now, the past, or all of it?",
    status: "written",
  },
  {
    number: "10",
    slug: "10-latent-dynamics-from-images",
    area: "LDM",
    part: 2,
    title: "Latent dynamics from images",
    question: "What must a code of an image keep, and what stops it from cheating?",
    status: "written",
  },
  {
    number: "11",
    slug: "11-embed-to-control",
    area: "E2C",
    part: 2,
    title: "Embed to control",
    question: "Can a code be bent until the world looks linear in it?",
    status: "written",
  },
  {
    number: "12",
    slug: "12-planning-in-latent-space",
    area: "PLN",
    part: 2,
    title: "Planning in latent space",
    question: "Is imagining a few seconds ahead enough to swing up a pendulum?",
    status: "written",
  },
  {
    number: "13",
    slug: "13-behaviour-as-inference",
    area: "CAI",
    part: 3,
    title: "Behaviour as inference",
    question: "What if acting well is an observation, and the actions are its cause?",
    status: "written",
  },
  {
    number: "14",
    slug: "14-messages",
    area: "MSG",
    part: 3,
    title: "Messages",
    question: "What do the past and the future each know about a state?",
    status: "written",
  },
  {
    number: "15",
    slug: "15-optimism",
    area: "OPT",
    part: 3,
    title: "Optimism",
    question: "Why does exact inference buy lottery tickets, and what cures it?",
    status: "written",
  },
  {
    number: "16",
    slug: "16-soft-value-iteration",
    area: "SVI",
    part: 3,
    title: "Soft value iteration",
    question: "Which policy is best when being undecided has a value of its own?",
    status: "written",
  },
  {
    number: "17",
    slug: "17-soft-q-learning",
    area: "SQL",
    part: 3,
    title: "Soft Q-learning",
    question: "How can an agent keep every good option open, and what is that worth?",
    status: "written",
  },
  {
    number: "18",
    slug: "18-max-entropy-policy-gradient",
    area: "MPG",
    part: 3,
    title: "Policy gradients with entropy",
    question: "Are policy gradients and soft Q-learning one algorithm in two notations?",
    status: "written",
  },
  {
    number: "19",
    slug: "19-soft-actor-critic",
    area: "SAC",
    part: 3,
    title: "Soft Actor-Critic",
    question: "Which part of the algorithm does what, measured by taking it out?",
    status: "written",
  },
  {
    number: "20",
    slug: "20-rl-in-latent-space",
    area: "LRL",
    part: 4,
    title: "Learning in latent space",
    question: "Act in the world, or practise in a model of it?",
    status: "planned",
  },
  {
    number: "21",
    slug: "21-inverse-rl",
    area: "IRL",
    part: 4,
    title: "Inverse reinforcement learning",
    question: "What did they want, judging by what they did?",
    status: "planned",
  },
  {
    number: "22",
    slug: "22-exploration",
    area: "VIME",
    part: 4,
    title: "Exploration by information gain",
    question: "Is learning something new a reward in itself?",
    status: "planned",
  },
  {
    number: "23",
    slug: "23-physics",
    area: "PHY",
    part: 4,
    title: "Real physics",
    question: "Does the same code move a body with joints and contacts?",
    status: "planned",
  },
];

/** The part that a chapter belongs to. */
export function partOf(chapter: Chapter): Part {
  return parts[chapter.part - 1]!;
}

/** The chapter of a notebook, `"02-elbo"`, or of its number, `"02"`. */
export function chapterOf(name: string): Chapter | undefined {
  return chapters.find(({ slug, number }) => slug === name || number === name);
}
