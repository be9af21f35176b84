/** The title of the whole course. */
export const bookTitle = "From the ELBO to Soft Actor-Critic";

/** The claim of the course, in one paragraph. */
export const claim =
  "One inequality carries further than it looks. A lower bound on the log-probability of what " +
  "you saw, the ELBO, gives you expectation–maximization, variational autoencoders and models " +
  "of the world that can be planned in; with good behaviour as the thing to be explained, the " +
  "same bound becomes soft value iteration and Soft Actor-Critic. Here every step of that road " +
  "is derived, and then run: what an equation claims, the next cell evaluates.";
