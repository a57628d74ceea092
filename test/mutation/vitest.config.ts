import { fileURLToPath } from "node:url";
import { defineConfig, mergeConfig, type ViteUserConfig } from "vitest/config";
import base from "../vitest.config.ts";

/** The tests that have to notice the mutants of this run (noticing.ts), as run.ts hands them over. */
const { HYPERBOUND_MUTATION_TESTS: tests = "test/{numeric,workload,supply}/**/*.test.ts" } = process.env;

const config: ViteUserConfig = mergeConfig(
  base,
  defineConfig({
    test: {
      reporters: ["dot"],
      setupFiles: [fileURLToPath(new URL("first-failure.ts", import.meta.url))],
    },
  }),
);
config.test = {
  ...config.test,
  root: fileURLToPath(new URL("../..", import.meta.url)),
  include: tests.split(" "),
};

export default config;
