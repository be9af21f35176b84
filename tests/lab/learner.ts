/// <reference lib="dom" />
import type { Page } from "playwright-core";

/** A cell as the page has it. */
export interface SeenCell {
  readonly type: string;
  readonly source: string;
  readonly count: number | null;
  /** What it shows, as texts. */
  readonly shown: readonly string[];
  readonly failed: boolean;
}

/** JupyterLab's own application, as far as a learner's hands reach into it here. */
interface App {
  readonly commands: { execute(command: string, args?: unknown): Promise<unknown> };
  readonly shell: {
    readonly currentWidget: { readonly content: Content; readonly context: Context };
  };
}
interface Context {
  readonly sessionContext: { readonly session?: { readonly kernel?: { readonly status: string } } };
  readonly save: () => Promise<void>;
}
interface Content {
  activeCellIndex: number;
  readonly scrollToItem: (index: number, align: string) => Promise<void>;
  readonly widgets: readonly {
    readonly model: {
      readonly type: string;
      readonly executionCount?: number | null;
      readonly executionState?: string;
      readonly sharedModel: { getSource(): string; setSource(text: string): void };
      readonly outputs?: { toJSON(): readonly Output[] };
    };
  }[];
}
interface Output {
  readonly output_type: string;
  readonly text?: string;
  readonly data?: Record<string, string>;
  readonly traceback?: string[];
}
declare const jupyterapp: App;

/** Opens a notebook and waits until its kernel is there. */
export async function open(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.waitForFunction(
    () => {
      const app = (globalThis as unknown as { jupyterapp?: App }).jupyterapp;
      const widget = app?.shell.currentWidget;
      return (widget?.content?.widgets?.length ?? 0) > 3 &&
        ["idle", "busy"].includes(widget?.context.sessionContext.session?.kernel?.status ?? "");
    },
    undefined,
    { timeout: 60_000 },
  );
}

/** A command of JupyterLab, as its menus and keys give it. */
export async function command(page: Page, name: string): Promise<void> {
  await page.evaluate((name) => void jupyterapp.commands.execute(name), name);
}

/** All cells, as they are now. */
export async function cellsOf(page: Page): Promise<readonly SeenCell[]> {
  return await page.evaluate(() => {
    const textOf = (output: Output) =>
      output.text ?? output.data?.["text/plain"] ?? (output.traceback ?? []).join("\n");
    return jupyterapp.shell.currentWidget.content.widgets.map(({ model }) => {
      const outputs = model.outputs?.toJSON() ?? [];
      return {
        type: model.type,
        source: model.sharedModel.getSource(),
        count: model.executionCount ?? null,
        shown: outputs.map(textOf).map((text) => Array.isArray(text) ? text.join("") : text),
        failed: outputs.some(({ output_type }) => output_type === "error"),
      };
    });
  });
}

/** Waits until the kernel has nothing to do. */
export async function quiet(page: Page, seconds = 120): Promise<void> {
  await page.waitForFunction(
    () => {
      const { context, content } = jupyterapp.shell.currentWidget;
      return context.sessionContext.session?.kernel?.status === "idle" &&
        content.widgets.every(({ model }) => model.executionState !== "running");
    },
    undefined,
    { timeout: seconds * 1000, polling: 250 },
  );
}

/** Runs all cells to the end. */
export async function runAll(page: Page): Promise<readonly SeenCell[]> {
  await command(page, "notebook:run-all-cells");
  await page.waitForTimeout(500);
  await quiet(page);
  return await cellsOf(page);
}

/** Puts the cursor on a cell. */
export async function select(page: Page, index: number): Promise<void> {
  await page.evaluate((index) => {
    jupyterapp.shell.currentWidget.content.activeCellIndex = index;
  }, index);
}

/** Brings a cell into view. */
export async function scrollTo(page: Page, index: number): Promise<void> {
  await page.evaluate(async (index) => {
    await jupyterapp.shell.currentWidget.content.scrollToItem(index, "center");
  }, index);
  await page.waitForTimeout(500);
}

/** Writes other code into a cell. */
export async function write(page: Page, index: number, source: string): Promise<void> {
  await page.evaluate(([index, source]) => {
    jupyterapp.shell.currentWidget.content.widgets[index]!.model.sharedModel.setSource(source);
  }, [index, source] as const);
}

/** Adds a cell at the end with this code; its index. */
export async function addCell(page: Page, source: string): Promise<number> {
  const last = (await cellsOf(page)).length - 1;
  await select(page, last);
  await page.evaluate(async () => {
    await jupyterapp.commands.execute("notebook:insert-cell-below");
    await jupyterapp.commands.execute("notebook:change-cell-to-code");
  });
  await write(page, last + 1, source);
  return last + 1;
}

/** Runs one cell; does not wait. */
export async function start(page: Page, index: number): Promise<void> {
  await select(page, index);
  await command(page, "notebook:run-cell");
}

/** Waits until a cell shows a text that fits. */
export async function shows(
  page: Page,
  index: number,
  part: string,
  seconds = 60,
): Promise<SeenCell> {
  for (let i = 0; i < seconds * 5; i++) {
    const cell = (await cellsOf(page))[index]!;
    if (cell.shown.some((text) => text.includes(part))) return cell;
    await page.waitForTimeout(200);
  }
  const cell = (await cellsOf(page))[index];
  throw new Error(`The cell does not show "${part}" but ${JSON.stringify(cell?.shown)}`);
}

/** Saves the notebook, so that leaving the page asks nothing. */
export async function save(page: Page): Promise<void> {
  await page.evaluate(() => jupyterapp.shell.currentWidget.context.save());
}

/** What lies on top of the page and wants an answer. */
export async function dialogs(page: Page): Promise<readonly string[]> {
  return await page.locator(".jp-Dialog, .Toastify__toast").allInnerTexts();
}
