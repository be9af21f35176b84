import type { StoredRun } from "data";
import type { Freshness } from "./freshness.ts";

/** What a replay of a stored run's beginning has shown; `far` says how much was replayed. */
export type Verdict =
  | { readonly kind: "same"; readonly far: string }
  | { readonly kind: "renewed"; readonly far: string }
  | { readonly kind: "differs"; readonly far: string }
  | { readonly kind: "other kernels"; readonly kernels: StoredRun["kernels"] }
  | Exclude<Freshness, { readonly kind: "fresh" }>;

/** A verdict in words. */
export function verdictWords(verdict: Verdict): string {
  switch (verdict.kind) {
    case "same":
      return `as it was ${verdict.far}`;
    case "renewed":
      return `as it was ${verdict.far}; its hash is renewed`;
    case "differs":
      return `stale: what is found differs ${verdict.far}`;
    case "other kernels":
      return `not compared: it was made with the kernels ${verdict.kernels}`;
    case "missing":
      return "missing";
    case "stale":
      return `stale: ${verdict.reason}`;
    default:
      throw new TypeError(`Cannot say a verdict: it is ${JSON.stringify(verdict satisfies never)}`);
  }
}

/** Whether a verdict lets the sweep pass. */
export function isGood({ kind }: Verdict): boolean {
  return kind === "same" || kind === "renewed" || kind === "other kernels";
}
