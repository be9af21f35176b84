import { type Output, type Text, textOf } from "../tools/notebook/format.ts";
import { escapeHtml } from "./prose.ts";

const resultMime = "application/vnd.elbo-to-sac.result+json";

/** What a saved result holds, by MIME type. */
export type ResultMime = { readonly [mime: string]: unknown };

/** Whether an output is a number with a name. */
export function isResult(output: Output): boolean {
  return output.data !== undefined && resultMime in output.data;
}

/** A result's slug. */
export function resultName(mime: ResultMime): string {
  const stored = (mime[resultMime] ?? {}) as { readonly name?: unknown };
  return String(stored.name ?? "");
}

/**
 * A number in words, with its unit, and the way to the test that holds it.
 *
 * @param pinned the address of the test, by the result's name
 */
export function resultHtml(
  mime: ResultMime,
  pinned: (name: string) => string | undefined,
): string {
  const stored = (mime[resultMime] ?? {}) as { readonly unit?: unknown; readonly words?: unknown };
  const name = resultName(mime), unit = String(stored.unit ?? "1");
  const words = String(stored.words ?? name);
  const ownUnit = unit === "1" ? "" : unit; // "1" stands for a pure number
  const shown = textOf(mime["text/plain"] as Text | undefined).trim();
  const middle = shown.startsWith(`${words}: `) ? shown.slice(words.length + 2) : shown;
  const value = ownUnit !== "" && middle.endsWith(` ${ownUnit}`)
    ? middle.slice(0, -ownUnit.length - 1)
    : middle;
  const unitHtml = ownUnit && `<span class="unit"> ${escapeHtml(ownUnit)}</span>`;
  const address = pinned(name);
  const link = address === undefined
    ? ""
    : ` <a class="pin" href="${escapeHtml(address)}" aria-label="The test that holds it">test</a>`;
  return `<dl class="result"><dt>${escapeHtml(words)}</dt>` +
    `<dd>${escapeHtml(value)}${unitHtml}${link}</dd></dl>`;
}
