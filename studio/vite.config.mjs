import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  base: "./", // wherever the service puts the page
  plugins: [react()],
  worker: { format: "es" },
  build: {
    outDir: "../dist/studio",
    emptyOutDir: true,
    target: "es2022",
    rolldownOptions: {
      onLog: (level, log, next) => log.code !== "MODULE_LEVEL_DIRECTIVE" && next(level, log),
    },
    chunkSizeWarningLimit: 8_000, // kB; the editor is large, and comes from this very host
  },
});
