/** VueUse, in VitePress, stops all transitions by this style sheet while light turns to dark. */
const ownStyle = "*,*::before,*::after{-webkit-transition:none!important;" +
  "-moz-transition:none!important;-o-transition:none!important;-ms-transition:none!important;" +
  "transition:none!important}";

/**
 * What a page may do: show and run what lies on its own site, nothing else. Its own scripts are files,
 * or known by their checksums; nothing in it may be compiled from text.
 *
 * `style-src-attr`: KaTeX places its boxes, and Shiki colours its words, with `style` attributes. Style
 * sheets are files, but for one known text; `data:` pictures are VitePress' icons, and pictures in a notebook's own text.
 *
 * `wasm`: a page whose worker computes with WebAssembly; some browsers hold a worker to the policy of
 * its page. tfjs hands its file on as a blob that it has made itself.
 */
export async function policy(
  scripts: readonly string[],
  styles: readonly string[] = [ownStyle],
  { wasm = false }: { readonly wasm?: boolean } = {},
): Promise<string> {
  const [scriptSums, styleSums] = await Promise.all([checksums(scripts), checksums(styles)]);
  return [
    "default-src 'none'",
    ["script-src 'self'", ...wasm ? ["'wasm-unsafe-eval'"] : [], ...scriptSums].join(" "),
    ["style-src-elem 'self'", ...styleSums].join(" "),
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    wasm ? "connect-src 'self' blob:" : "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

/** The texts of the scripts that stand in a page itself, each once. */
export function inlineScripts(html: string): readonly string[] {
  const found = html.matchAll(/<script\b(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/gi);
  return [...new Set([...found].map(([, text]) => text!))];
}

/** Puts a policy in front of everything that it is to govern. */
export function withPolicy(html: string, content: string): string {
  const meta = `<meta http-equiv="Content-Security-Policy" content="${content}">`;
  // the encoding must stand among a page's first 1,024 bytes
  return html.replace(/<head[^>]*>(?:\s*<meta charset=[^>]*>)?/i, (start) => start + meta);
}

/** The texts of the style sheets that stand in a page itself. */
export function inlineStyles(html: string): readonly string[] {
  return [...html.matchAll(/<style\b[^>]*>([\s\S]*?)<\/style>/gi)].map(([, text]) => text!);
}

async function checksums(texts: readonly string[]): Promise<readonly string[]> {
  return await Promise.all(texts.map(checksum));
}

async function checksum(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return `'sha256-${new Uint8Array(digest).toBase64()}'`;
}
