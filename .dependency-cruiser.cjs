/** The rooms of the house: imports run downwards only, and two libraries have one door each. */
const rooms = {
  tensor: [],
  pickle: [],
  batcher: [],
  evaluation: ["tensor"],
  plots: ["evaluation"],
  graph: ["tensor"],
  vocabulary: ["tensor"],
  datasets: ["vocabulary", "pickle", "tensor"],
  scenes: ["tensor"],
  model: ["graph", "pickle", "tensor"],
  inference: ["model", "batcher", "graph", "tensor"],
  training: ["model", "graph", "evaluation", "tensor"],
  storage: ["vocabulary", "tensor"],
  services: [
    ...["training", "inference", "storage", "model", "datasets", "vocabulary", "scenes"],
    ...["plots", "evaluation", "batcher", "graph", "tensor"],
  ],
  jobs: ["services", "storage"],
  schema: ["services"],
  resolvers: ["schema", "services"],
  http: ["resolvers", "services"],
  cli: [
    "main.ts",
    "config.ts",
    "jobs",
    "services",
    "storage",
    "inference",
    "model",
    "datasets",
    "vocabulary",
    "scenes",
    "evaluation",
    "tensor",
  ],
};
const placeOf = (name) => (name.endsWith(".ts") ? `^src/${name.replace(".", "\\.")}$` : `^src/${name}/`);
const roomRules = Object.entries(rooms).map(([room, below]) => ({
  name: `${room}-imports-downwards`,
  severity: "error",
  from: { path: `^src/${room}/` },
  to: {
    path: "^src/",
    pathNot: [`^src/${room}/`, "^src/errors\\.ts$", ...below.map(placeOf)],
  },
}));
module.exports = {
  forbidden: [
    { name: "no-circular", severity: "error", from: {}, to: { circular: true } },
    {
      name: "only-inference-knows-the-runtime",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/inference/" },
      to: { path: "node_modules/(onnxruntime-node|sharp)/" },
    },
    {
      name: "only-storage-knows-the-database",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/storage/" },
      to: { path: "node_modules/(pg|@prisma)/" },
    },
    ...roomRules,
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    exclude: { path: "src/storage/generated" },
  },
};
