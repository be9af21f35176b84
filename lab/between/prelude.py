"""What is run in a fresh Deno before the first cell; then the console that waits (pacing)."""

PRELUDE = """
// without a listener, Deno would end at the first Stop
Deno.addSignalListener("SIGINT", () => {});
"""
