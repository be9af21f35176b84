import { type Browser, chromium } from "playwright-core";

const places = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
];

/** The browser to test in: `CHROMIUM`, or one that the system has; none if there is none. */
export function chromiumPath(): string | undefined {
  const wanted = Deno.env.get("CHROMIUM");
  const candidates = wanted === undefined || wanted === "" ? places : [wanted];
  return candidates.find(exists);
}

function exists(path: string): boolean {
  try {
    Deno.statSync(path);
    return true;
  } catch {
    return false;
  }
}

/** Starts the browser; nothing of it speaks to the network by itself. */
export async function launchChromium(): Promise<Browser> {
  const executablePath = chromiumPath();
  if (executablePath === undefined) {
    throw new Error("Cannot test: there is no Chromium");
  }
  return await chromium.launch({
    executablePath,
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
    ]
      .concat(
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ),
  });
}

/** Says why tests are skipped: a skipped test alone is easily overlooked. */
export function announceSkip(what: string, reason: string): void {
  // deno-lint-ignore no-console -- said beside the test's own line
  console.log(`Skipped: ${what}, because ${reason}.`);
}

/** Why browser tests cannot run here, if they cannot. */
export const noChromium = chromiumPath() === undefined
  ? "there is no Chromium (install Debian's chromium, or set CHROMIUM to its path)"
  : undefined;
