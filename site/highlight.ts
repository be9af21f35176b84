import { bundledLanguages, createHighlighter, type Highlighter } from "shiki";

const themes = {
  light: "github-light-high-contrast",
  dark: "github-dark-high-contrast",
} as const;

let started: Promise<Highlighter> | undefined;

/** A box of coloured code, as VitePress draws it, with its button to copy. */
export async function codeBox(source: string, info: string): Promise<string> {
  const named = /^[\w+#-]*/.exec(info.trim())![0].toLowerCase();
  const isKnown = named in bundledLanguages;
  started ??= createHighlighter({ themes: Object.values(themes), langs: [] });
  const highlighter = await started;
  if (isKnown) await highlighter.loadLanguage(named as keyof typeof bundledLanguages);
  const html = highlighter.codeToHtml(source.trimEnd(), {
    lang: isKnown ? named : "text",
    themes,
    defaultColor: false,
    transformers: [{
      pre(node) {
        this.addClassToHast(node, "vp-code");
        delete node.properties.style;
      },
    }],
  });
  return `<div class="language-${named} vp-adaptive-theme">` +
    `<button title="Copy Code" class="copy"></button><span class="lang">${named}</span>${html}</div>`;
}
