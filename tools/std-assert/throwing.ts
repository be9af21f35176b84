import { AssertionError, ending } from "./error.ts";

// deno-lint-ignore no-explicit-any
type ErrorKind<E extends Error> = abstract new (...args: any[]) => E;

/** Passes when `error` is an `Error`, of the class and with the words asked for. */
export function assertIsError<E extends Error = Error>(
  error: unknown,
  ErrorClass?: ErrorKind<E>,
  msgMatches?: string | RegExp,
  msg?: string,
): asserts error is E {
  if (!(error instanceof Error)) {
    throw new AssertionError(
      `Expected "error" to be an Error object${ending(msg)}`,
    );
  }
  if (ErrorClass && !(error instanceof ErrorClass)) {
    throw new AssertionError(
      `Expected error to be instance of "${ErrorClass.name}", but was ` +
        `"${error.constructor?.name}"${ending(msg)}`,
    );
  }
  if (msgMatches && !speaksOf(error.message, msgMatches)) {
    const wanted = typeof msgMatches === "string" ? JSON.stringify(msgMatches) : msgMatches;
    throw new AssertionError(
      `Expected error message to include ${wanted}, but got ` +
        `${JSON.stringify(error.message)}${ending(msg)}`,
    );
  }
}

/** Passes when `fn` throws: anything, or an error of the class whose message holds the words. */
export function assertThrows(fn: () => unknown, msg?: string): unknown;
export function assertThrows<E extends Error = Error>(
  fn: () => unknown,
  ErrorClass: ErrorKind<E>,
  msgIncludes?: string,
  msg?: string,
): E;
export function assertThrows<E extends Error = Error>(
  fn: () => unknown,
  classOrMsg?: ErrorKind<E> | string,
  includesOrMsg?: string,
  msg?: string,
): unknown {
  const wish = wishOf(classOrMsg, includesOrMsg, msg);
  try {
    fn();
  } catch (error) {
    return accepted(error, wish, "thrown");
  }
  throw new AssertionError(`Expected function to throw${ending(wish.msg)}`);
}

/** Passes when the promise that `fn` returns rejects; a `fn` that throws at once fails. */
export function assertRejects(
  fn: () => PromiseLike<unknown>,
  msg?: string,
): Promise<unknown>;
export function assertRejects<E extends Error = Error>(
  fn: () => PromiseLike<unknown>,
  ErrorClass: ErrorKind<E>,
  msgIncludes?: string,
  msg?: string,
): Promise<E>;
export async function assertRejects<E extends Error = Error>(
  fn: () => PromiseLike<unknown>,
  classOrMsg?: ErrorKind<E> | string,
  includesOrMsg?: string,
  msg?: string,
): Promise<unknown> {
  const wish = wishOf(classOrMsg, includesOrMsg, msg);
  const promise = promiseOf(fn);
  if (promise === undefined) {
    throw new AssertionError(
      `Function throws when expected to reject${ending(wish.msg)}`,
    );
  }
  try {
    await promise;
  } catch (error) {
    return accepted(error, wish, "rejected");
  }
  throw new AssertionError(`Expected function to reject${ending(wish.msg)}`);
}

type Wish<E extends Error> = {
  readonly kind: ErrorKind<E> | undefined;
  readonly includes: string | undefined;
  readonly msg: string | undefined;
};

/** Sorts out the two call forms: (fn, words) and (fn, class, part of the message, words). */
function wishOf<E extends Error>(
  classOrMsg: ErrorKind<E> | string | undefined,
  includesOrMsg: string | undefined,
  msg: string | undefined,
): Wish<E> {
  if (typeof classOrMsg === "string") {
    return { kind: undefined, includes: undefined, msg: classOrMsg };
  }
  const isErrorClass = classOrMsg === undefined ||
    classOrMsg?.prototype === Error.prototype ||
    classOrMsg?.prototype instanceof Error;
  return isErrorClass
    ? { kind: classOrMsg, includes: includesOrMsg, msg }
    : { kind: undefined, includes: undefined, msg: includesOrMsg };
}

/** The promise, or `undefined` when `fn` throws or returns something else. */
function promiseOf(
  fn: () => PromiseLike<unknown>,
): PromiseLike<unknown> | undefined {
  try {
    const result: unknown = fn();
    const then = (result as PromiseLike<unknown> | null | undefined)?.then;
    return typeof result === "object" && typeof then === "function"
      ? result as PromiseLike<unknown>
      : undefined;
  } catch {
    return undefined;
  }
}

function accepted<E extends Error>(
  error: unknown,
  wish: Wish<E>,
  how: string,
): unknown {
  if (wish.kind === undefined) return error;
  if (!(error instanceof Error)) {
    throw new AssertionError(
      `A non-Error object was ${how}${ending(wish.msg)}`,
    );
  }
  assertIsError(error, wish.kind, wish.includes, wish.msg);
  return error;
}

function speaksOf(message: string, wanted: string | RegExp): boolean {
  const plain = withoutColour(message);
  return typeof wanted === "string" ? plain.includes(withoutColour(wanted)) : wanted.test(plain);
}

function withoutColour(text: string): string {
  // deno-lint-ignore no-control-regex
  return text.replaceAll(/\u001b\[[0-9;]*[A-Za-z]/g, "");
}
