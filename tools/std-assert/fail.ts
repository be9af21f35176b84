import { AssertionError, ending } from "./error.ts";

/** Always throws: this line says that the test has failed. */
export function fail(msg?: string): never {
  throw new AssertionError(`Failed assertion${ending(msg)}`);
}

/** Always throws: the behaviour under test is not written yet. */
export function unimplemented(msg?: string): never {
  throw new AssertionError(`Unimplemented${ending(msg)}`);
}

/** Always throws: the program should never have come here. */
export function unreachable(msg?: string): never {
  throw new AssertionError(`Unreachable${ending(msg)}`);
}
