/** What cells show, caught at the kernel's door. */
import { assertEquals, assertRejects, assertStringIncludes, assertThrows } from "@std/assert";
import {
  assertClose,
  help,
  liveMime,
  NotCloseError,
  numberText,
  plot,
  progress,
  requireEnd,
  result,
  resultMime,
  show,
  table,
  UnfinishedError,
} from "lib/notebook";
import { figure, line } from "lib/viz";
import { replaceKernel } from "../../lib/notebook/display.ts";
import { stop, StoppedError, stopSignal } from "../../lib/notebook/stop.ts";
import { versionWarning } from "../../lib/notebook/kernel_version.ts";

interface Message {
  readonly type: string;
  readonly data: Record<string, unknown>;
  readonly metadata: Record<string, Record<string, unknown>>;
  readonly transient: { readonly display_id?: string };
}

/** Runs with a kernel that records what it is sent. */
async function recorded(run: () => Promise<void>): Promise<Message[]> {
  const messages: Message[] = [];
  const broadcast = (type: string, content: Record<string, unknown>) => {
    messages.push({ type, ...content } as unknown as Message);
    return Promise.resolve();
  };
  replaceKernel({ broadcast });
  try {
    await run();
  } finally {
    replaceKernel(undefined);
  }
  return messages;
}

Deno.test("show: what differs from run to run says so to whoever saves the notebook", async () => {
  const messages = await recorded(async () => {
    await show("three", { volatile: true });
    await show("four");
  });
  assertEquals(messages.map(({ metadata }) => metadata), [{ volatile: true } as never, {}]);
  await assertRejects(() => show("five", { volatle: true } as never), TypeError, "volatle");
});

Deno.test("show: text as it is, data without colours, undefined refused with a hint", async () => {
  const sent = await recorded(async () => {
    await show("hello");
    await show({ heads: 0.5 });
  });
  assertEquals(sent.map(({ data }) => data["text/plain"]), ["hello", "{ heads: 0.5 }"]);
  await assertRejects(() => show(undefined), TypeError, "return");
});

Deno.test("result: shows and stores name, value, unit; all digits", async () => {
  const [message] = await recorded(() => result("log-evidence", -1 / 3, "nats", "log p(x)"));
  const stored = { name: "log-evidence", value: -1 / 3, unit: "nats", words: "log p(x)" };
  assertEquals(message!.data[resultMime], stored);
  assertEquals(message!.data["text/plain"], "log p(x): −0.3333 nats");
});

Deno.test("result: refuses NaN, a name with capitals, a missing unit, a text", async () => {
  await assertRejects(() => result("x", NaN, "nats"), RangeError, "value is NaN");
  await assertRejects(() => result("Log P", 1, "nats"), RangeError, "name");
  await assertRejects(() => result("x", 1, ""), RangeError, "unit");
  await assertRejects(
    () => result("x", "1" as unknown as number, "nats"),
    TypeError,
    'value is "1"',
  );
});

Deno.test("table: numbers right, words left, pipes escaped, ragged rows refused", async () => {
  const [message] = await recorded(() =>
    table([{ "a|b": "x", n: 1.5 }, { "a|b": "yy", n: 20 }], { digits: 1 })
  );
  assertEquals(message!.data["text/plain"], "a|b    n\nx    1.5\nyy    20");
  assertEquals(
    message!.data["text/markdown"],
    "| a\\|b | n |\n| :--- | ---: |\n| x | 1.5 |\n| yy | 20 |",
  );
  await assertRejects(() => table([]), RangeError, "rows is [0], expected at least one entry");
  await assertRejects(() => table([{ a: 1 }, { b: 1 }]), RangeError, "row 1");
});

Deno.test("plot: names what makes a figure live beside the figure, in JSON that stays the same", async () => {
  const straight = figure({
    description: "A straight line from zero to one, x against y.",
    x: { title: "x" },
    y: { title: "y" },
    layers: [line({ name: "y = x", x: [0, 1], y: [0, 1] })],
  });
  const live = {
    name: "bound",
    given: { prior: [0.1 + 0.2, 0.7], map: "S.G", deep: [{ a: true }] },
  };
  const [message] = await recorded(() => plot(straight, live));
  assertEquals(message!.data[liveMime], live);
  const own: unknown[] = [];
  own.push(own);
  const bad: readonly [unknown, string][] = [
    [{ name: "Bound", given: {} }, 'name is "Bound"'],
    [{ name: "../x", given: {} }, 'name is "../x"'],
    [{ name: "bound" }, "given is undefined"],
    [{ name: "bound", given: { x: [1, NaN] } }, "given.x[1] is NaN"],
    [{ name: "bound", given: { x: Float64Array.of(1) } }, "given.x is [1]"],
    [{ name: "bound", given: { x: { y: undefined } } }, "given.x.y is undefined"],
    [{ name: "bound", given: { own } }, "20 deep at most"],
    [{ name: "bound", given: {}, more: 1 }, "more"],
  ];
  for (const [wrong, words] of bad) {
    await assertRejects(() => plot(straight, wrong as typeof live), Error, words);
  }
});

Deno.test("plot: live spec, picture with its description, the same bytes each time", async () => {
  const straight = figure({
    description: "A straight line from zero to one, x against y.",
    x: { title: "x" },
    y: { title: "y" },
    layers: [line({ name: "y = x", x: [0, 1], y: [0, 1] })],
  });
  const [one, two] = await recorded(async () => {
    await plot(straight);
    await show(straight); // show knows figures, too
  });
  assertEquals(one!.data["text/plain"], straight.description);
  assertEquals(one!.metadata["image/png"]!.alt, straight.description);
  assertEquals(one!.data["image/png"], two!.data["image/png"]);
  assertStringIncludes(
    String((one!.data["application/vnd.vegalite.v5+json"] as { $schema: string }).$schema),
    "/v5.json",
  );
  await assertRejects(() => plot({} as typeof straight), TypeError, "figure.spec is undefined");
});

Deno.test("progress: ends with a line without a clock; Stop ends it between steps and keeps all", async () => {
  const seen: number[] = [];
  const sent = await recorded(async () => {
    for await (const step of progress("adding", 3)) seen.push(step);
  });
  assertEquals(seen, [0, 1, 2]);
  assertEquals(sent.at(-1)!.data["text/plain"], "adding: 3 of 3");
  assertEquals(sent.at(-1)!.type, "update_display_data");
  const kept: number[] = [];
  await recorded(async () => {
    await assertRejects(
      async () => {
        for await (const step of progress("adding", 1000)) {
          kept.push(step);
          if (step === 4) stop(); // as the Stop button does
        }
      },
      StoppedError,
      "kept",
    );
  });
  assertEquals(kept, [0, 1, 2, 3, 4]);
  stopSignal().throwIfAborted(); // the next loop starts afresh
  await assertRejects(() => progress("adding", 1.5).next(), RangeError, "total is 1.5");
});

Deno.test("numberText: a true minus, whole numbers whole, tiny ones in powers of ten", () => {
  const texts = [-1130.26396, 20, 12345, 3.2e-12, -0, 1e12 + 0.5, Infinity].map((x) =>
    numberText(x)
  );
  assertEquals(texts, ["−1130.263960", "20", "12\u202f345", "3.200·10⁻¹²", "0", "1.000·10¹²", "∞"]);
});

Deno.test("assertClose: rejects NaN, names the worst index, demands equal lengths", () => {
  assertClose([1, Infinity, -0], [1, Infinity, 0]);
  const error = assertThrows(
    () => assertClose([1, 2, 3], [1, 2.5, 4], { atol: 0.1 }),
    NotCloseError,
  );
  assertEquals([error.index, error.actual, error.expected], [2, 3, 4]);
  assertThrows(() => assertClose(NaN, NaN, { atol: 1 }), NotCloseError);
  assertThrows(() => assertClose(1, NaN, { atol: 1 }), NotCloseError);
  assertThrows(() => assertClose(Infinity, 1, { rtol: 1, atol: 1 }), NotCloseError);
  assertThrows(() => assertClose(-Infinity, Infinity, { rtol: 1 }), NotCloseError);
  assertThrows(() => assertClose([1], [1, 2]), RangeError, "1 elements");
  assertThrows(() => assertClose(1, 1, { atol: -1 }), RangeError, "atol is -1");
  assertThrows(() => assertClose("1" as unknown as number[], [1]), TypeError, 'actual is "1"');
});

Deno.test("versionWarning: silent on the supported Deno, names both on another", () => {
  assertEquals(versionWarning("2.8.0"), undefined);
  assertStringIncludes(versionWarning("2.9.6")!, "2.9.6");
});

Deno.test("progress: goes on where it was stopped, and counts to the same end", async () => {
  const seen: number[] = [];
  const sent = await recorded(async () => {
    for await (const step of progress("learning", 8000, { from: 7998 })) seen.push(step);
  });
  assertEquals(seen, [7998, 7999]);
  const lines = sent.map(({ data }) => data["text/plain"]);
  assertEquals([lines[0], lines.at(-1)], ["learning: 7998 of 8000", "learning: 8000 of 8000"]);
  const wrong = progress("learning", 9, { from: -1 });
  await assertRejects(() => wrong.next(), RangeError, "from is -1");
});

Deno.test("requireEnd: refuses in words that say how to go on", () => {
  requireEnd("learning", 8000, 8000);
  const error = assertThrows(() => requireEnd("learning", 1818, 8000), UnfinishedError);
  assertStringIncludes(error.message, "stopped at step 1818 of 8000");
  assertStringIncludes(error.message, "it goes on from there");
});

Deno.test("table: says what it got in place of rows", async () => {
  const wrong = (rows: unknown) => table(rows as Parameters<typeof table>[0]);
  await assertRejects(
    () => wrong("x"),
    TypeError,
    'rows is "x", expected a list, each an object of column titles',
  );
  await assertRejects(
    () => wrong([1]),
    TypeError,
    "rows[0] is 1, expected an object of column titles and cells",
  );
  await assertRejects(() => wrong(null), TypeError, "rows is null");
});

Deno.test("help: shows what Shift-Tab shows, by function or by name, and says what it cannot", async () => {
  const sent = await recorded(async () => {
    await help(show);
    await help("Row");
  });
  const [page, row] = sent.map(({ data }) => `${data["text/markdown"]}`);
  assertStringIncludes(page!, "show(value: unknown, options: ShowOptions = {}): Promise<void>");
  for (const part of ["*lib/notebook*", "**Arguments**", "**Example**"]) {
    assertStringIncludes(page!, part);
  }
  assertStringIncludes(row!, "type Row =");
  await assertRejects(() => help(3), TypeError, "subject is 3");
  await assertRejects(
    () => help("elboo"),
    RangeError,
    'subject is "elboo", expected a name that the library exports',
  );
});
