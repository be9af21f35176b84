// What learners do to a kernel, over real ZeroMQ: scenarios.py does it, the assertions are here.
import {
  assert,
  assertEquals,
  assertGreater,
  assertLess,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";

const here = decodeURIComponent(new URL("./", import.meta.url).pathname);
const python = await Array.fromAsync(["python", "python3"], runs).then((all) => all.find(Boolean));

/** The command when it has what the scenarios need. */
async function runs(command: string): Promise<string | undefined> {
  try {
    const { success } = await new Deno.Command(command, {
      args: ["-c", "import nbclient, psutil, zmq"],
      stderr: "null",
    }).output();
    return success ? command : undefined;
  } catch {
    return undefined;
  }
}

type Found = Readonly<Record<string, unknown>>;

/** Runs a scenario; gives what was found. */
async function scenario(name: string, kind: "between" | "bare" = "between"): Promise<Found> {
  const { stdout, stderr } = await new Deno.Command(python!, {
    args: [`${here}scenarios.py`, name, kind, Deno.execPath()],
    cwd: here,
    env: { PYTHONDONTWRITEBYTECODE: "1" },
  }).output();
  const said = new TextDecoder().decode(stdout).trim().split("\n").at(-1) ?? "";
  assert(said.startsWith("{"), new TextDecoder().decode(stderr));
  return JSON.parse(said);
}

function test(name: string, fn: () => Promise<void>): void {
  Deno.test({ name: `kernel: ${name}`, ignore: python === undefined, fn }); // pip install -r requirements.txt
}

test("a page goes away in mid-cell: the cells run on, the next page is told what they showed", async () => {
  const { alive, told, ran } = await scenario("vanishing") as {
    alive: boolean;
    told: string[];
    ran: string;
  };
  assertEquals([alive, ran], [true, "ran 2\n"]);
  assertMatch(
    told[0]!,
    /^While this page was closed, a cell came to its end:\n {4}for \(let i = 0;/,
  );
  assertEquals(told.includes("slow 99\n"), true);
  assertEquals(told.includes("slow 0\n"), false); // it had seen that
});

test("a page comes back under its own name and sees what it missed in the cell itself", async () => {
  const { told, ...rest } = await scenario("returning");
  assertMatch(`${told}`, /^slow [1-9]\d\n$/);
  assertEquals(rest, { "nothing twice": ["after\n"] });
});

test("two pages see the same; one may close", async () => {
  assertEquals(await scenario("two_pages"), {
    seen: [["for both\n"], "for both\n"],
    after: "still here\n",
  });
});

test("an error aborts the cells behind it, unless stop_on_error is false", async () => {
  const { stopped, n, "ran on": ranOn } = await scenario("failing");
  assertEquals(stopped, ["ok", "error", ...Array(20).fill("aborted")]);
  assertEquals(n, ["0\n"]);
  assertEquals(ranOn, ["ok", "error", ...Array(20).fill("ok")]);
});

test("Stop ends a training in words, aborts what waits, keeps every variable", async () => {
  assertEquals(await scenario("stopping"), {
    said: "StoppedError: Stopped by you. Everything computed so far is kept; run on as you like.",
    rest: Array(5).fill("aborted"),
    kept: ["true\n"],
  });
});

const restarted = "Stopped: The loop could not be interrupted; the kernel was restarted; " +
  "run the cells above again.";

test("an endless loop that does not hear is ended, in words; the next cell runs", async () => {
  const found = await scenario("endless");
  assertEquals(found, {
    said: restarted,
    status: "error",
    rest: "aborted",
    fresh: ["undefined\n"],
  });
});

test("a second Stop does not wait", async () => {
  assertEquals(await scenario("endless_twice"), { said: restarted, fresh: ["runs\n"] });
});

test("Stop without our library: the kernel stays, with its variables", async () => {
  assertEquals(await scenario("without_library"), { kept: ["2\n"] });
});

test("500 cells of printing and 100 MB of output lose nothing", async () => {
  assertEquals(await scenario("printing"), { cells: true, bytes: 100_000_000 });
});

test("prints wait while nobody listens, and none is lost", async () => {
  assertEquals(await scenario("starved"), { whole: true });
});

test("what was printed and did not arrive is said", async () => {
  const said = "[1200 characters printed above did not arrive]\n"; // 300 of 4 each
  assertEquals(await scenario("unheard"), { printed: 302, said });
});

test("a cell's last expression is never lost", async () => {
  assertEquals(await scenario("last_expressions"), { lost: 0 });
});

test("binary buffers pass, signed as the protocol has it", async () => {
  assertEquals(await scenario("buffers"), { buffers: ["0102ff"], after: ["alive\n"] });
});

test("a Deno that ends is named with its exit code, in the cell or in the next one", async () => {
  const { said, then, killed } = await scenario("exiting") as Record<string, string[]>;
  assertStringIncludes(said![0]!, "it ended with exit code 3. A new one was started");
  assertEquals(then, ["runs\n"]);
  assertStringIncludes(killed![0]!, "it was ended by SIGKILL (exit code 137");
  assertEquals(killed![1], "again\n");
});

test("requests that Deno cannot read do no harm; a busy kernel says who it is", async () => {
  assertEquals(await scenario("unhappy_requests"), {
    alive: ["alive\n"],
    "kernel_info while busy": true,
  });
});

test("a cell may ask the learner, as with Deno alone", async () => {
  const [ours, bare] = await Promise.all([scenario("asking"), scenario("asking", "bare")]);
  assertEquals(ours, bare);
  assertEquals(ours.asked, "who?");
});

test("errors come once, without a stack, with the cell's own lines", async () => {
  assertEquals(await scenario("errors"), {
    "own line": [
      "RangeError: as announced\n    at line 7: throw new RangeError('as announced');",
    ],
    "in a function": [
      "ReferenceError: missing is not defined\n" +
      "    at line 3, in divide: return x / missing;\n    at line 5: divide(1);",
    ],
    "from an earlier cell": [
      "ReferenceError: missing is not defined\n" +
      "    at line 3 of cell [2], in divide: return x / missing;\n    at line 2: divide(more);",
    ],
    "in the library": [
      "RangeError: Cannot evaluate elbo: the sum of q is 2, expected 1 (within 1e-9)\n" +
      "    at line 3: elbo({ q: [2], joint: [1] });",
    ],
    "syntax": [
      "SyntaxError: Unexpected token `=`. Expected yield, an identifier, [ or {\n" +
      "  |\n2 | const = 3;\n  |       ~",
    ],
    "thrown text": ["Thrown: abc"],
    "a cell that fails": [
      "Error: no\n    at line 1: const [half, whole] = [1, await Promise.reject(new Error('no'))];",
    ],
    "what it should have made": [
      "ReferenceError: whole is not defined\n" +
      "    whole is made in cell [7], which did not reach its end: run that again\n" +
      "    at line 1: whole + 1;",
    ],
  });
});

test("Shift-Tab shows the library's own words, and a type for any other name; busy or not", async () => {
  const { library, member, own, "built in": builtIn, completed, nothing } = await scenario(
    "inspecting",
  );
  assertStringIncludes(`${library}`, "elbo(problem: DiscreteProblem): number");
  for (const part of ["ELBO(q) = Σ_z q(z) log", "`[Z]` probabilities", "**Example**"]) {
    assertStringIncludes(`${library}`, part);
  }
  assertEquals(member, library);
  assertStringIncludes(`${own}`, "const weights: number[]");
  assertStringIncludes(`${builtIn}`, "Array<number>.map");
  assertEquals([completed, nothing], [["weights"], ""]);
});

test("type errors are shown below the cell; names of earlier cells are known", async () => {
  const found = await scenario("types");
  assertStringIncludes(`${found["typo in an import"]}`, "Did you mean 'elbo'?");
  assertStringIncludes(
    `${found["a name of an earlier cell"]}`,
    "line 1: Type 'number[]' is not assignable to type 'string'.",
  );
  assertStringIncludes(`${found["typo in a name"]}`, "line 2: Cannot find name 'totl'.");
  const member = `${found["typo in a member"]}`;
  assertStringIncludes(member, "line 2: Property 'elboo' does not exist on type 'lib/inference'.");
  for (const fine of ["no fault", "declared again", "after a throw"]) {
    assertEquals(found[fine], null, fine);
  }
});

test("a chapter run by the stock executor shows what is saved, to the byte", async () => {
  const { cells, outputs, different } = await scenario("stock_executor");
  assertGreater(Number(cells), 10);
  assertGreater(Number(outputs), 10);
  assertEquals(different, []);
});

for (const name of ["ending_by_signal", "killed_outright", "server_killed"]) {
  test(`no process is left: ${name.replaceAll("_", " ")}`, async () => {
    assertEquals(await scenario(name), { many: true, gone: true });
  });
}

test("no process is left: where there is no Linux, a pipe sees to it", async () => {
  assertEquals(await scenario("guard_by_pipe"), { before: true, ended: true });
});

test("these tests can fail: Deno's kernel alone does", async () => {
  const bare = async (name: string) => await scenario(name, "bare");
  assertEquals((await bare("vanishing")).alive, false);
  assertEquals((await bare("failing")).stopped, ["ok", "error", ...Array(20).fill("ok")]);
  assertEquals((await bare("without_library")).kept, "nothing");
  assertStringIncludes(`${(await bare("buffers")).buffers}`, "ValueError");
  const { "own line": own, syntax } = await bare("errors") as Record<string, string[]>;
  assertStringIncludes(own![0]!, "Stack trace:");
  assertLess(syntax![0]!.indexOf("SyntaxError"), syntax![0]!.lastIndexOf("SyntaxError"));
});
