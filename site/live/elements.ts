/// <reference lib="dom" />

/** Makes an element with its class and its words. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className: string,
  words = "",
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = words;
  return made;
}

/** Makes a button that does something. */
export function button(className: string, words: string, press: () => void): HTMLButtonElement {
  const made = element("button", className, words);
  made.type = "button";
  made.onclick = press;
  return made;
}
