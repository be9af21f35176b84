import { now } from "../recording/now.ts";
import type { Command, Recording } from "../recording/recording.ts";

/** A function that does what was recorded, once more. */
export function replayOf(recording: Recording): () => void {
  const commands = recording.commands.map(runOf);
  return () => {
    now.replay = recording;
    try {
      for (const run of commands) run();
    } finally {
      now.replay = now.alive = undefined;
    }
  };
}

function runOf(command: Command): () => void {
  if ("host" in command) {
    const { host, alive } = command;
    return () => {
      now.alive = alive;
      host();
      now.alive = undefined;
    };
  }
  const { f, args } = command;
  return () => void f(...args);
}
