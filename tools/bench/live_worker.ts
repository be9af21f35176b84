import { type Absence, BenchError, type Contestant, type Facts } from "./contestant.ts";
import { lines } from "./lines.ts";

/** A command that speaks the lines of serve.ts. */
export type WorkerCommand = {
  readonly name: string;
  readonly command: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
};

/**
 * Starts a worker and waits until it is ready, or says what it lacks.
 * @throws {BenchError} when it stops before
 */
export async function startWorker(worker: WorkerCommand): Promise<Contestant | Absence> {
  const { name, command: [program, ...args], env = {} } = worker;
  const command = new Deno.Command(program!, { args, env, stdin: "piped", stdout: "piped" });
  const child = command.spawn();
  const input = child.stdin.getWriter();
  const output = lines(child.stdout);
  const hear = async <T>(): Promise<T> => {
    const { value, done } = await output.next();
    if (done) throw new BenchError(`Cannot bench ${name}: its worker stopped; it says why above`);
    return JSON.parse(value) as T;
  };
  const leave = async () => {
    await input.close().catch(() => {}); // it may be gone already
    await output.return();
    await child.status;
  };
  const ready = await hear<{ readonly facts: Facts } | { readonly absent: string }>();
  if ("absent" in ready) {
    await leave();
    return { name, absent: ready.absent };
  }
  const turn = async (calls: number) => {
    await input.write(new TextEncoder().encode(`${JSON.stringify({ calls })}\n`));
    return (await hear<{ readonly milliseconds: number }>()).milliseconds;
  };
  return { name, facts: ready.facts, turn, leave };
}
