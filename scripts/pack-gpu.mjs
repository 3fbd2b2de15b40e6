/**
 * `npm run bench gpu -- --pack DIR`: the program with all that it needs on a bare Linux machine with a GPU and no
 * network, in parts that travel one by one. There: `cat part-* | python3 unpack.py && sh regionary/gpu.sh`.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fail, root } from "./project.mjs";

const PART_BYTES = 48 * 2 ** 20;

/** What only builds, checks and tests need, and what other platforms need: a third of a gigabyte. */
const NOT_PACKED = [
  "@biomejs",
  "@electric-sql",
  "@graphiql",
  "@headlessui",
  "@internationalized",
  "@jest",
  "@oxc-parser",
  "@oxc-resolver",
  "@radix-ui",
  "@react-aria",
  "@react-stately",
  "@react-types",
  "@rolldown",
  "@rollup",
  "@sinclair",
  "@types",
  "@unrs",
  "@visx",
  "caniuse-lite",
  "dependency-cruiser",
  "effect",
  "elkjs",
  "fast-check",
  "framer-motion",
  "graphiql",
  "jest",
  "knip",
  "lightningcss-linux-x64-gnu",
  "markdown-it",
  "monaco-editor",
  "motion-dom",
  "mysql2",
  "playwright-core",
  "prettier",
  "prisma",
  "react",
  "react-aria",
  "react-dom",
  "react-stately",
  "remeda",
  "test-exclude",

  "vite",
  "@prisma/dev",
  "@prisma/engines",
  "@prisma/studio-core",
  "@prisma/fetch-engine",
  "onnxruntime-node/bin/napi-v6/darwin",
  "onnxruntime-node/bin/napi-v6/win32",
  "onnxruntime-node/bin/napi-v6/linux/arm64",
];

export function packGpu(directory) {
  if (process.platform !== "linux" || process.arch !== "x64")
    fail("A pack for a GPU is made on Linux x64, where its modules run.");
  const work = mkdtempSync(path.join(os.tmpdir(), "regionary-pack-"));
  try {
    const program = path.join(work, "regionary");
    console.log("Copying the program and its modules ...");
    copyProgram(program);
    console.log("Fetching ONNX Runtime's CUDA library ...");
    addCudaLibrary(work, program);
    cpSync(process.execPath, path.join(program, "node"));
    writeFileSync(path.join(program, "gpu.sh"), START);
    mkdirSync(directory, { recursive: true });
    console.log("Compressing (two minutes) ...");
    const made = path.join(work, "all.tar.xz");
    execFileSync("tar", [
      "-C",
      work,
      "--use-compress-program=xz -T0 -3",
      "-cf",
      made,
      ...["regionary", "shared"].filter((name) => existsSync(path.join(work, name))),
    ]);
    writeFileSync(path.join(directory, "unpack.py"), UNPACK);
    execFileSync("split", ["-b", String(PART_BYTES), "-d", made, path.join(directory, "part-")]);
    const parts = readdirSync(directory).filter((name) => name.startsWith("part-"));
    console.log(
      `${parts.length} parts in ${directory}. On the machine with the GPU: cat part-* | python3 unpack.py && sh regionary/gpu.sh`,
    );
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function copyProgram(program) {
  const files = execFileSync(
    "git",
    ["-C", root, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
    { maxBuffer: 1 << 26 },
  )
    .toString()
    .split("\0");
  const wanted =
    /^(bench|bin|src|prisma|scenes|vocabularies|test\/helpers)\/|^(package\.json|tsconfig\.json|\.swcrc|schema\.graphql)$/;
  for (const file of files.filter((name) => wanted.test(name)))
    cpSync(path.join(root, file), path.join(program, file));
  cpSync(path.join(root, "src/storage/generated"), path.join(program, "src/storage/generated"), {
    recursive: true,
  });
  const modules = path.join(root, "node_modules");
  const left = new Set(NOT_PACKED.map((name) => path.join(modules, name)));
  cpSync(modules, path.join(program, "node_modules"), {
    recursive: true,
    verbatimSymlinks: true,
    filter: (from) => !left.has(from) && !from.endsWith(".map") && path.basename(from) !== ".cache",
  });
  // Random CLIP weights are made there; its real tokens come along where they are to hand.
  const tokenizer = "shared/reference/region-text/clip/tokenizer.json";
  const given = path.join(root, "..", tokenizer);
  if (existsSync(given)) cpSync(given, path.join(program, "..", tokenizer));
}

/** From the Python package of the same version, whose libraries the Node.js package loads. */
function addCudaLibrary(work, program) {
  const folder = path.join(program, "node_modules/onnxruntime-node");
  const { version } = JSON.parse(execFileSync("cat", [path.join(folder, "package.json")]));
  const wheels = path.join(work, "wheels");
  const platforms = ["manylinux_2_28_x86_64", "manylinux_2_27_x86_64"].flatMap((name) => [
    "--platform",
    name,
  ]);
  const pip = [
    "-m",
    "pip",
    "download",
    "-q",
    "--no-deps",
    "--only-binary=:all:",
    "--python-version",
    "3.12",
    ...platforms,
  ];
  const { status } = spawnSync("python3", [...pip, "-d", wheels, `onnxruntime-gpu==${version}`], {
    stdio: "inherit",
  });
  if (status !== 0)
    fail("pip could not fetch onnxruntime-gpu: it needs python3 with pip and a package registry.");
  const libraries = ["cuda", "shared"].map((name) => `onnxruntime/capi/libonnxruntime_providers_${name}.so`);
  const extract = "import sys, zipfile; zipfile.ZipFile(sys.argv[1]).extractall(sys.argv[2], sys.argv[3:])";
  const [wheel] = readdirSync(wheels);
  execFileSync("python3", ["-c", extract, path.join(wheels, wheel), wheels, ...libraries]);
  for (const name of libraries)
    cpSync(path.join(wheels, name), path.join(folder, "bin/napi-v6/linux/x64", path.basename(name)));
}

const UNPACK = `import sys, tarfile
with tarfile.open(fileobj=sys.stdin.buffer, mode="r|xz") as packed:
    packed.extractall(".", filter="fully_trusted")
`;

/** CUDA's and cuDNN's libraries are where PyTorch's packages have them, if nowhere else. */
const START = `#!/bin/sh
# usage: gpu.sh [BENCHMARK ...]; the figures of "gpu" so far are always in gpu.json, in BENCH_OUT or beside this
cd "$(dirname "$0")" || exit 1
folders=$(find / -xdev \\( -name 'libcudnn.so.9' -o -name 'libcublasLt.so.1?' -o -name 'libcudart.so.1?' -o -name 'libcufft.so.1?' -o -name 'libcurand.so.10' -o -name 'libnvinfer.so.10' -o -name 'libnvrtc.so.1?' \\) -printf '%h:' 2>/dev/null)
export LD_LIBRARY_PATH="$folders$LD_LIBRARY_PATH"
export REGIONARY_PROVIDER="\${REGIONARY_PROVIDER:-cuda}" BENCH_PYTHON="\${BENCH_PYTHON:-$(command -v python3)}"
exec ./node -r @swc-node/register bench/run.ts "\${@:-gpu}"
`;
