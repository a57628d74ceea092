import { defineConfig, type ViteUserConfig } from "vitest/config";

const config: ViteUserConfig = defineConfig({
  test: {
    root: new URL("..", import.meta.url).pathname,
    include: ["test/**/*.test.ts"],
    reporters: ["default", new URL("support/closing-line-reporter.ts", import.meta.url).pathname],
    setupFiles: [
      new URL("support/seed.ts", import.meta.url).pathname,
      new URL("support/exact-equality.ts", import.meta.url).pathname,
    ],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    coverage: {
      provider: "v8",
      include: ["src/**/*.ts"],
      reporter: ["text-summary", "text"],
      reportsDirectory: "coverage",
    },
  },
});

export default config;
