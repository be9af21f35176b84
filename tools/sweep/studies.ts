/** The studies that `deno task sweep` runs, by name (lower-case words with hyphens): their modules,
 * each of which exports `study`. Their results are stored as data/results/NAME/SEED.json. */
export const STUDIES: Readonly<Record<string, string>> = {
  /** Less than a second of what a study is; a test runs it again. */
  "check-study": "tools/sweep/check_study.ts",
  "amortized-fold": "notebooks/05-amortized-inference/studies/fold.ts",
  "amortized-switches": "notebooks/05-amortized-inference/studies/switches.ts",
  "amortized-wines": "notebooks/05-amortized-inference/studies/wines.ts",
  "cvae-lane": "notebooks/08-conditional-vae/studies/lane.ts",
  "cvae-play": "notebooks/08-conditional-vae/studies/play.ts",
  "cvae-walk": "notebooks/08-conditional-vae/studies/walk.ts",
  "rep-learners": "notebooks/07-representations-for-rl/studies/learners.ts",
  "rep-memory": "notebooks/07-representations-for-rl/studies/memory.ts",
  "ssm-encoders": "notebooks/09-state-space-models/studies/encoders.ts",
  "vae-beta": "notebooks/06-vae/studies/beta.ts",
  "vae-collapse": "notebooks/06-vae/studies/collapse.ts",
  "vae-convolution": "notebooks/06-vae/studies/convolution.ts",
  "vae-digits": "notebooks/06-vae/studies/digits.ts",
  "vae-gradients": "notebooks/06-vae/studies/gradients.ts",
  "vae-variance": "notebooks/06-vae/studies/variance.ts",
};
