// Lets `npx hyperbound` in a clone find the command that has just been built, at once and without a second install.
import { mkdirSync, rmSync, symlinkSync } from "node:fs";

const link = "node_modules/.bin/hyperbound";
mkdirSync("node_modules/.bin", { recursive: true });
rmSync(link, { force: true });
symlinkSync("../../dist/bin/main.js", link);
