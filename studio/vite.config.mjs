import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** The service that a page under development talks to: `npm run dev:studio`, with REGIONARY_SERVICE in the environment. */
const service = process.env.REGIONARY_SERVICE ?? "http://127.0.0.1:4000";
const page = (name) => fileURLToPath(new URL(name, import.meta.url));
/** The service does this for each address; here there is one place. */
const atStudio = (html) => html.replace('<base href="./" />', '<base href="/studio/" />');

/** What the studio and GraphiQL share. */
const IN_BOTH = {
  name: "shared",
  priority: 2,
  test: /node_modules\/(react|react-dom|scheduler|graphql-ws|i18next)\/|studio\/(text|api\/(access-key|address))/,
};
/** What the first page needs, in one file: in many it would be a tenth larger. */
const FIRST_PAGE = { name: "first", priority: 1, test: /studio\/app\/(router|theme)\.ts$/ };

export default defineConfig(({ command }) => ({
  base: command === "build" ? "./" : "/studio/", // wherever the service puts the page
  plugins: [react(), { name: "base", apply: "serve", transformIndexHtml: atStudio }],
  worker: { format: "es" },
  optimizeDeps: { entries: ["index.html"], exclude: ["graphiql/setup-workers/vite", "@graphiql/react"] },
  build: {
    outDir: "../dist/studio",
    emptyOutDir: true,
    target: "es2022",
    cssTarget: ["chrome123", "firefox120", "safari17.5"], // light-dark() as it is: what stands for it needs more
    manifest: true, // what the first load is measured by
    rolldownOptions: {
      input: { studio: page("index.html"), graphiql: page("graphiql.html") },
      output: { codeSplitting: { groups: [IN_BOTH, FIRST_PAGE] } },
      onLog: (level, log, next) => log.code !== "MODULE_LEVEL_DIRECTIVE" && next(level, log),
    },
    chunkSizeWarningLimit: 8_000, // kB; the editor is large, and comes from this very host
  },
  server: {
    proxy: Object.fromEntries(
      ["/graphql", "/images", "/heat-maps", "/searches", "/batches", "/evaluations", "/uploads"].map(
        (path) => [
          path,
          // The service takes requests from pages of its own origin alone.
          { target: service, changeOrigin: true, headers: { origin: service }, ws: path === "/graphql" },
        ],
      ),
    ),
  },
}));
