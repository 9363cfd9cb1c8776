import { mergeConfig } from "vite";
import { defineConfig } from "vitest/config";
import pages from "./vite.config.ts";

// Without a browser: what needs one is tested by tests/browser of the whole product.
export default mergeConfig(pages, defineConfig({ test: { include: ["tests/**/*.test.ts"], environment: "node" } }));
