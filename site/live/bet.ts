/// <reference lib="dom" />
/** A question that is asked before anything is shown. */
import { button, element } from "./elements.ts";

/** The question with its answers; pressing one of them is the bet. */
export function betBox(
  { question, answers }: { readonly question: string; readonly answers: readonly string[] },
  placed: (answer: number) => void,
): HTMLElement {
  const box = element("fieldset", "live-bet");
  const choices = element("div", "live-buttons");
  choices.append(...answers.map((words, i) => button("live-button", words, () => placed(i))));
  box.append(element("legend", "live-question", question), choices);
  return box;
}

/** What came of the bet, in its place; who pressed a key goes on from here. */
export function verdictBox(bet: string, verdict: string): HTMLElement {
  const box = element("p", "live-verdict");
  box.tabIndex = -1;
  box.append(element("b", "", `You bet: ${bet}.`), ` ${verdict}`);
  return box;
}
