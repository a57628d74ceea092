import { fileURLToPath } from "node:url";
import { defineConfig, mergeConfig, type ViteUserConfig } from "vitest/config";
import base from "../vitest.config.ts";

/** The tests that have to notice a mutant of the lower layers: their own, without the slow laws across them. */
const FOLDERS = ["numeric", "workload", "supply"] as const;

const config: ViteUserConfig = mergeConfig(base, defineConfig({ test: { reporters: ["dot"] } }));
config.test = {
  ...config.test,
  root: fileURLToPath(new URL("../..", import.meta.url)),
  include: FOLDERS.map((folder) => `test/${folder}/**/*.test.ts`),
};

export default config;
