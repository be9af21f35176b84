import { type Output, type Text, textOf } from "../tools/notebook/format.ts";
import { escapeHtml } from "./prose.ts";

const checkMime = "application/vnd.elbo-to-sac.check+json";

/** Whether an output is the one line that a proof says. */
export function isCheck(output: Output): boolean {
  return output.data !== undefined && checkMime in output.data;
}

/** What the proofs of some cells found, a line each: "both sides agree, to 3·10⁻¹³". */
export function foundLines(outputs: readonly Output[]): readonly string[] {
  return outputs.filter(isCheck).map(({ data }) =>
    textOf(data!["text/plain"] as Text | undefined).replace(/^✓\s*/, "").trim()
  );
}

/** Proofs behind the line that says what they found. */
export function foldedCheck(lines: readonly string[], inner: string): string {
  const [first = "the cell above", ...more] = lines;
  const rest = more.length === 0 ? "" : ` <span class="more">and ${more.length} more</span>`;
  const list = more.length === 0
    ? ""
    : `<ul class="found">${lines.map((line) => `<li>${escapeHtml(line)}</li>`).join("")}</ul>`;
  return `<details class="check"><summary><span class="mark">checked</span> ${
    escapeHtml(first)
  }${rest}</summary>${inner}${list}</details>`;
}
