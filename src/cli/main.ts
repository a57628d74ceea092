#!/usr/bin/env node
import { allowDeepInlining } from "./deep-inlining.ts";
import { run } from "./program.ts";
import { processTerminal } from "./terminal.ts";

// A reader that closes early (`| head`) is no error of ours.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

allowDeepInlining();
process.exitCode = await run(process.argv.slice(2), processTerminal());
