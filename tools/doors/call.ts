/** One good call of a public function, to be spoilt in every way. */
export interface Call {
  /** What is called: `kl`, `pendulum step`. */
  readonly name: string;
  /** Makes the arguments anew, for each try its own. */
  readonly args: () => readonly unknown[];
  /** Calls the function, and whatever it gave; its result is looked through for garbage. */
  // deno-lint-ignore no-explicit-any -- a harness hands functions what their types forbid
  readonly call: (...args: any[]) => unknown;
  /** Arguments, or parts of them, that are options: may be left out, names known. `["2", "1.push"]` */
  readonly options?: readonly string[];
  /** Values that another function made and vouches for: replaced as a whole only. `["0"]` */
  readonly whole?: readonly string[];
  /** Set when an infinity is an answer: the divergence of what excludes each other. */
  readonly infinite?: boolean;
  /** Spoilings that are none, matched against "path ← what": `/^1 ← undefined/`. */
  readonly fine?: readonly RegExp[];
}

/** A folder's calls. */
export interface Folder {
  readonly name: string;
  /** What the folder exports, for a test that nothing is left out. */
  readonly exports: readonly string[];
  /** Exports that are no functions of a caller's data: constants, classes of errors, shapes. */
  readonly skipped: readonly string[];
  readonly calls: readonly Call[];
  /** Run once before the calls. */
  readonly start?: () => Promise<unknown>;
}
