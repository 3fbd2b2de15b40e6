/**
 * The rooms of the house. Imports run downwards only: each room names those below that it uses. What a library
 * does for the house it does behind one door.
 */
const ground = ["tensor", "files"];
const rooms = {
  tensor: [],
  files: [],
  blobs: [],
  pickle: [],
  batcher: [],
  threads: [],
  text: [],
  search: ["threads", ...ground],
  evaluation: ["tensor"],
  graph: ["tensor"],
  vocabulary: ground,
  plots: ["evaluation"],
  onnx: ["graph", ...ground],
  pictures: ["threads", "batcher", "files"],
  datasets: ["vocabulary", "pickle", ...ground],
  model: ["onnx", "graph", "pictures", "pickle", "text", ...ground],
  inference: ["search", "model", "onnx", "graph", "pictures", "text", "threads", "batcher", ...ground],
  training: ["model", "graph", "evaluation", ...ground],
  // What its columns of JSON and of names hold is described where it is made: packages, recipes, reports, sets.
  storage: ["training", "model", "blobs", "datasets", "evaluation", "vocabulary", ...ground],
  services: [
    ...["training", "inference", "storage", "blobs", "model", "onnx", "graph", "datasets", "vocabulary"],
    ...["text", "search", "plots", "evaluation", "pictures", "threads", "batcher", ...ground],
  ],
  jobs: ["services", "storage"],
  // What is only read goes through as storage and the metrics have it: types and plain reads, never a connection.
  schema: ["services", "storage", "inference", "training", "evaluation", "plots"],
  resolvers: ["schema", "services", "storage", "pictures", "evaluation"],
  http: ["resolvers", "schema", "services", "storage", "pictures", "plots"],
  cli: [
    ...[
      "main.ts",
      "config.ts",
      "installation.ts",
      "jobs",
      "services",
      "inference",
      "model",
      "datasets",
      "vocabulary",
    ],
    ...["evaluation", "pictures", "batcher", "tensor", "files"],
  ],
};
const placeOf = (name) => (name.endsWith(".ts") ? `^src/${name.replace(".", "\\.")}$` : `^src/${name}/`);
const roomRules = Object.entries(rooms).map(([room, below]) => ({
  name: `${room}-imports-downwards`,
  severity: "error",
  from: { path: `^src/${room}/` },
  to: {
    path: "^(src|lab)/",
    pathNot: [`^src/${room}/`, "^src/(errors|remark)\\.ts$", ...below.map(placeOf)],
  },
}));

/** A library and the room that alone imports it. */
const doors = [
  ["inference", "onnxruntime-node"],
  ["pictures", "sharp"],
  ["storage", "pg|@prisma"],
  ["text", "@huggingface|@agnai"],
];
const doorRules = doors.map(([room, libraries]) => ({
  name: `only-${room}-imports-${libraries}`,
  severity: "error",
  from: { path: "^(src|lab)/", pathNot: `^src/${room}/` },
  to: { path: `node_modules/(${libraries})/` },
}));

/** Floors of one room whose imports run one way too: each names those below it. */
const floors = {
  "src/onnx": {
    read: [],
    write: ["read"],
    cut: ["read", "write"],
    float16: ["read", "write"],
    join: ["read", "write"],
    int8: ["read", "write"],
  },
  "src/model": {
    "description.ts": [],
    "chain.ts": ["description.ts"],
    losses: [],
    checkpoints: [],
    packages: ["description.ts", "chain.ts"],
    families: ["description.ts", "chain.ts", "text-encoder.ts", "losses", "checkpoints", "packages"],
  },
  "src/inference": {
    providers: [],
    sessions: ["providers"],
    sketching: ["sessions"],
    stages: ["sketching", "sessions", "providers"],
    timing: ["stages", "sessions", "providers"],
    queues: ["timing", "stages", "sessions", "providers"],
    engine: ["queues", "timing", "stages", "sketching", "sessions", "providers"],
    stateful: ["sessions"],
    checks: ["stages", "sessions"],
  },
};
const floorOf = (room, name) =>
  name.endsWith(".ts") ? `^${room}/${name.replace(".", "\\.")}$` : `^${room}/${name}/`;
const floorRules = Object.entries(floors).flatMap(([room, of]) =>
  Object.entries(of).map(([floor, below]) => ({
    name: `${room}/${floor}-imports-downwards`,
    severity: "error",
    from: { path: floorOf(room, floor) },
    to: { path: `^${room}/`, pathNot: [floor, ...below].map((name) => floorOf(room, name)) },
  })),
);

/** Above their folder a family is a line of its table. */
const familyRule = {
  name: "no-family-is-known-by-name",
  severity: "error",
  from: { path: "^src/", pathNot: "^src/model/families/" },
  to: { path: "^src/model/families/[^/]+/", pathNot: "^src/model/families/backbones/" },
};

/** The studio is a client like any other: it knows the API alone. A page knows no other page. */
const studioRules = [
  {
    name: "the-studio-knows-the-api-alone",
    severity: "error",
    from: { path: "^studio/" },
    to: { path: "^(src|lab|bench)/" },
  },
  {
    name: "a-page-knows-no-other-page",
    severity: "error",
    from: { path: "^studio/pages/([^/]+)/" },
    to: { path: "^studio/pages/", pathNot: "^studio/pages/$1/" },
  },
  {
    name: "parts-know-no-page",
    severity: "error",
    from: { path: "^studio/(parts|api|text)/" },
    to: { path: "^studio/(pages|app)/" },
  },
];

module.exports = {
  forbidden: [
    { name: "no-circular", severity: "error", from: {}, to: { circular: true } },
    {
      name: "the-laboratory-is-not-shipped",
      severity: "error",
      from: { path: "^src/" },
      to: { path: "^lab/" },
    },
    ...doorRules,
    ...roomRules,
    ...floorRules,
    familyRule,
    ...studioRules,
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    exclude: { path: "src/storage/generated|studio/api/generated" },
  },
};
