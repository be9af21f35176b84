/**
 * Turns what a notebook holds into HTML that is data: nothing in it is run by whoever builds the site or
 * reads it. Handed in, since the packages it needs are the site's alone.
 */
export interface PageRenderer {
  /** Markdown of a cell or of an output, as HTML without script, style or foreign address. */
  readonly prose: (markdown: string) => Promise<string>;
  /** A cell's code. */
  readonly code: (source: string) => Promise<string>;
}

/** Makes the renderer of one page: headings are numbered within it. */
export type MakeRenderer = () => PageRenderer;

/** What a page is rendered for. */
export interface Renderers {
  /** For the reader. */
  readonly page: MakeRenderer;
  /** For the search: words and code without colours; formulas would fill the index with fragments. */
  readonly search: MakeRenderer;
}
