/** The worker's side: a chapter's labour, which rests when it is told to. */

/** Work that reports on its way, and stops between two reports as long as it is not asked to go on. */
export type Labour = (order: unknown, beside: (file: string) => URL) => AsyncIterable<unknown>;

/** What a worker has of its own; a page's types know nothing of it. */
const scope = globalThis as unknown as {
  postMessage: (report: unknown) => void;
  onmessage: (event: { readonly data: unknown }) => void;
};

/**
 * Does a labour when its order comes, rests at "rest", and goes on at "go". What goes wrong is said
 * in a report: `{ failed }`.
 */
export function serve(labour: Labour): void {
  let [rests, goOn] = [false, () => {}];
  const breath = () => new Promise<void>((resolve) => setTimeout(resolve, 0)); // so that "rest" is heard
  const work = async (order: unknown) => {
    try {
      for await (const report of labour(order, (file) => new URL(file, import.meta.url))) {
        scope.postMessage(report);
        await breath();
        if (rests) await new Promise<void>((resolve) => goOn = resolve);
      }
    } catch (error) {
      scope.postMessage({ failed: error instanceof Error ? error.message : String(error) });
    }
  };
  scope.onmessage = ({ data }) => {
    rests = data === "rest";
    if (data === "go") return goOn();
    if (data !== "rest") work((data as { readonly order: unknown }).order);
  };
}
