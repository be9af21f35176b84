/** All spoilt calls of a folder, one after another. */
import type { Call, Folder } from "./call.ts";
import { isRefusal, judged, kindsIn, type Outcome } from "./outcome.ts";
import { type Path, placesOf, replaced } from "./places.ts";
import { type Spoilt, spoiltFor } from "./spoilt.ts";

/** A spoilt call. */
export interface Try {
  /** `kl 0.1 ← NaN`: function, place, what stands there. */
  readonly name: string;
  readonly call: Call;
  readonly path: Path;
  readonly spoilt: Spoilt;
}

/** How it went, and why that is so: the error's words, or the kinds that came out. */
export interface Tried {
  readonly name: string;
  readonly outcome: Outcome;
  readonly words: string;
}

/** Every place of every call, spoilt in every way. */
export function triesOf({ calls }: Folder): readonly Try[] {
  return calls.flatMap((call) =>
    placesOf(call.args()).filter(({ path }) => !isVouchedFor(call, path)).flatMap(
      ({ path, value }) => {
        const inOptions = call.options?.includes(path.join(".")) ?? false;
        return spoiltFor(value, path, inOptions).map((spoilt) => {
          const name = `${path.join(".")} ← ${spoilt.label}`;
          const isNone = (call.fine ?? []).some((fine) => fine.test(name)) ||
            (inOptions && spoilt.label === "undefined" && path.length === 1);
          return {
            name: `${call.name} ${name}`,
            call,
            path,
            spoilt: isNone ? { ...spoilt, isBad: false } : spoilt,
          };
        });
      },
    )
  );
}

/** Whether the place lies inside a value that is replaced as a whole only. */
function isVouchedFor({ whole = [] }: Call, path: Path): boolean {
  return whole.some((place) => path.join(".").startsWith(`${place}.`));
}

const GOOD = new WeakMap<Call, ReadonlySet<string>>();

/** The kinds of values in the result of the good call, which must be good. */
export async function goodKinds(call: Call): Promise<ReadonlySet<string>> {
  const known = GOOD.get(call);
  if (known !== undefined) return known;
  const kinds = kindsIn(await call.call(...call.args()));
  GOOD.set(call, kinds);
  return kinds;
}

/** Calls with one bad value and judges what comes of it. */
export async function tried({ name, call, path, spoilt }: Try): Promise<Tried> {
  const good = await goodKinds(call);
  try {
    const args = replaced(call.args(), path, spoilt.value) as unknown[];
    const result = await call.call(...args);
    const traits = { isBad: spoilt.isBad, infinite: call.infinite === true };
    return { name, outcome: judged(result, good, traits), words: [...kindsIn(result)].join(" ") };
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    return { name, outcome: isRefusal(error) ? "refused" : "unclear", words };
  }
}
