/** Exercises 13.1 to 13.3, about the posterior; the answers are written from the definitions. */
import { exercise } from "lib/notebook";
import { best, cold, type List, posterior, share } from "./lists.ts";

/** 13.1: the best of four behaviours at temperature 2, on paper. */
export const exercise13_1 = exercise({
  id: "13.1",
  cases: [[]],
  answer: () => share([-1, -2, -2, -4].map((r) => Math.exp(r / 2)))[0]!,
  tolerance: 6e-4, // on paper: three decimals, rounded either way
  mistakes: [
    {
      answer: () => share([-1, -2, -2, -4].map(Math.exp))[0]!,
      says: "That is at temperature 1. Divide the returns by α = 2 first.",
    },
    {
      answer: () => share([-1, -2, -2, -4].map((r) => Math.exp(2 * r)))[0]!,
      says:
        "You multiplied the returns by the temperature. A warm world is a *flatter* one: divide.",
    },
    {
      answer: () => share([-1, -2, -4].map((r) => Math.exp(r / 2)))[0]!,
      says: "Two different behaviours have return −2: each of them counts.",
    },
    {
      answer: () => Math.exp(-0.5),
      says:
        "That is the weight of the best one. It is a probability only after division by the sum.",
    },
    {
      answer: () => 0.25 * Math.exp(-0.5),
      says: "That is the joint p(τ, O). Divide by the evidence p(O).",
    },
  ],
  solved: "41 of 100: the best behaviour is the most probable one, and still a minority.",
  hints: [
    "What does a temperature of 2 do to a difference of returns: stretch it, or shrink it?",
    "Weights e^(R/α), with −2 standing there twice; then the share of the best.",
  ],
});

/** 13.2: the posterior over behaviours. */
export const exercise13_2 = exercise<[List, List, number]>({
  id: "13.2",
  cases: [
    [[0.25, 0.25, 0.25, 0.25], [-1, -2, -2, -4], 2],
    [[0.7, 0.2, 0.1], [-3, -1, 0], 0.5],
    [[0.5, 0.5], [-5000, -5001], 1],
    [[0, 0.4, 0.6], [0, -1, -3], 1],
    [[0, 0.5, 0.5], [0, -5000, -5001], 1],
  ],
  answer: posterior,
  tolerance: 1e-9,
  mistakes: [
    {
      answer: (prior, returns, alpha) =>
        share(prior.map((p, i) => p * Math.exp(returns[i]! / alpha))),
      says:
        "It is right until the returns are large: e⁻⁵⁰⁰⁰ is 0 in floating point, and 0/0 is NaN. " +
        "Subtract the largest return first.",
    },
    {
      answer: (prior, returns, alpha) =>
        share(
          prior.map((p, i) =>
            p === 0 ? 0 : p * Math.exp((returns[i]! - Math.max(...returns)) / alpha)
          ),
        ),
      says:
        "Almost: the largest return you subtract belongs to a behaviour of probability 0, and " +
        "all the others underflow. Take the largest among those that can happen.",
    },
    {
      answer: (prior, returns, alpha) =>
        posterior(prior.map((p) => (p > 0 ? 1 : 0)), returns, alpha),
      says:
        "The prior is missing: exp(return/α) alone is right only if all behaviours are equally " +
        "likely beforehand.",
    },
    {
      answer: (_, returns, alpha) => posterior(returns.map(() => 1), returns, alpha),
      says: "The prior is missing, and a behaviour that cannot happen has got a probability.",
    },
    {
      answer: (prior, returns) => posterior(prior, returns, 1),
      says: "The temperature is missing: divide the returns by it.",
    },
    {
      answer: (prior, returns, alpha) => posterior(prior, returns, 1 / alpha),
      says: "You multiplied the returns by the temperature. Divide: a warm world is a flatter one.",
    },
    {
      answer: (prior, returns, alpha) => {
        const top = best(prior, returns);
        return prior.map((p, i) => p === 0 ? 0 : p * Math.exp((returns[i]! - top) / alpha));
      },
      says: "These weights do not sum to 1 yet: divide by their sum, the evidence.",
    },
    {
      answer: (prior, returns, alpha) =>
        posterior(prior, returns, alpha).map((_, i, all) => Math.log(all[i]!)),
      says: "These are log-probabilities; probabilities were asked for.",
    },
  ],
  solved: "Prior times exp(return/α), measured from the best that can happen, over the sum.",
  hints: [
    "(CAI-9): what may you add to all returns without changing the answer?",
    "Subtract the largest return among behaviours of positive prior, then weigh and normalize.",
  ],
});

/** 13.3: the limit of cold. */
export const exercise13_3 = exercise<[List, List]>({
  id: "13.3",
  cases: [
    [[0.25, 0.25, 0.5], [-1, -2, -3]],
    [[0.1, 0.3, 0.6], [-1, -1, -2]],
    [[0, 0.5, 0.5], [0, -1, -2]],
    [[0.2, 0.3, 0.5], [-1, -1, -1]],
    [[0.2, 0.3, 0.5], [-1, -1.00000001, -2]],
  ],
  answer: cold,
  tolerance: 1e-9,
  mistakes: [
    {
      answer: (prior, returns) => {
        const top = best(prior, returns);
        const first = returns.findIndex((r, i) => r === top && prior[i]! > 0);
        return returns.map((_, i) => (i === first ? 1 : 0));
      },
      says: "You kept one behaviour only. Where several tie for the best, all of them survive.",
    },
    {
      answer: (prior, returns) =>
        share(returns.map((r, i) => r === best(prior, returns) && prior[i]! > 0 ? 1 : 0)),
      says: "The best behaviours tie, but the prior still tells them apart: it does not cancel.",
    },
    {
      answer: (_, returns) => share(returns.map((r) => (r === Math.max(...returns) ? 1 : 0))),
      says: "The best return counts only if it can happen, and the prior weighs ties.",
    },
    {
      answer: (prior, returns) => {
        const top = Math.max(...returns);
        return share(prior.map((p, i) => (returns[i] === top ? p : 0)));
      },
      says:
        "The behaviour with the largest return has probability 0: nothing is left. Look for the " +
        "best among those that can happen.",
    },
    {
      answer: (prior, returns) => posterior(prior, returns, 1e-3),
      says: "You plugged a small temperature in. Returns that differ by less than it still look " +
        "like ties; the limit itself knows the difference.",
    },
    {
      answer: (prior) => prior,
      says: "That is the other limit, α → ∞: there the rewards are forgotten.",
    },
    {
      answer: (prior, returns) =>
        prior.map((p, i) => (returns[i] === best(prior, returns) ? p : 0)),
      says: "The right behaviours survive with the right proportions; now let them sum to 1.",
    },
  ],
  solved: "The prior, restricted to the best that can happen: cold breaks no ties of its own.",
  hints: [
    "Divide all weights by that of the best: which of the ratios survive?",
    "exp((R − R*)/α) goes to 0 below the best and stays 1 at it. What is left is a prior.",
  ],
});
