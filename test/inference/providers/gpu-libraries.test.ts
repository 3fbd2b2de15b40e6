import { copyFile, mkdir, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import {
  findGpuLibraries,
  loaderFolders,
  providerFolder,
} from "../../../src/inference/providers/gpu-libraries";
import { neededLibraries } from "../../../src/inference/providers/needed-libraries";
import { directoryPerTest } from "../../helpers/files/directory-per-test";

describe("findGpuLibraries", () => {
  const directory = directoryPerTest();

  test("finds nothing in empty folders, and names what is always needed", async () => {
    const libraries = await findGpuLibraries(directory(), [directory()]);
    expect(libraries).toEqual([
      {
        provider: "cuda",
        isFetched: false,
        needs: [
          { name: "libcuda.so.1", path: null },
          { name: "libcudnn.so.9", path: null },
        ],
      },
      {
        provider: "tensorrt",
        isFetched: false,
        needs: ["libcuda.so.1", "libnvinfer.so.10", "libnvonnxparser.so.10"].map((name) => ({
          name,
          path: null,
        })),
      },
    ]);
  });

  test("asks the fetched library which versions it needs, and finds them in the first folder that has them", async () => {
    const folders = [path.join(directory(), "first"), path.join(directory(), "second")];
    for (const folder of folders) await mkdir(folder);
    const library = sharedLibrary(["libcublasLt.so.13", "libcudart.so.13", "libc.so.6"]);
    await writeFile(path.join(directory(), "libonnxruntime_providers_cuda.so"), library);
    for (const folder of folders) await writeFile(path.join(folder, "libcudart.so.13"), "");
    await writeFile(path.join(folders[1]!, "libcuda.so.1"), "");
    const [cuda] = await findGpuLibraries(directory(), folders);
    expect(cuda).toEqual({
      provider: "cuda",
      isFetched: true,
      needs: [
        { name: "libcuda.so.1", path: path.join(folders[1]!, "libcuda.so.1") },
        { name: "libcublasLt.so.13", path: null },
        { name: "libcudart.so.13", path: path.join(folders[0]!, "libcudart.so.13") },
        { name: "libcudnn.so.9", path: null },
      ],
    });
  });

  test("treats a file of any other kind as a library that needs nothing", async () => {
    await copyFile(__filename, path.join(directory(), "libonnxruntime_providers_tensorrt.so"));
    const [, tensorrt] = await findGpuLibraries(directory(), []);
    expect(tensorrt).toMatchObject({ isFetched: true, needs: [{}, {}, {}] });
  });

  test("searches the folders of LD_LIBRARY_PATH before the system's", async () => {
    const folders = await loaderFolders({ LD_LIBRARY_PATH: "/opt/cuda/lib64::/opt/cudnn" });
    expect(folders.slice(0, 2)).toEqual(["/opt/cuda/lib64", "/opt/cudnn"]);
    expect(folders).toContain("/usr/lib");
  });
});

const runsOnLinux = process.platform === "linux" && process.arch === "x64" ? describe : describe.skip;

describe("providerFolder", () => {
  test("is where the installed ONNX Runtime keeps the library that is loaded here", async () => {
    const names = await readdir(providerFolder());
    expect(names.some((name) => /^(lib)?onnxruntime\./.test(name))).toBe(true);
  });
});

runsOnLinux("neededLibraries", () => {
  test("the libraries of this process are those that its dynamic loader found", async () => {
    const needed = await neededLibraries(process.execPath);
    const loaded = (process.report.getReport() as { sharedObjects: string[] }).sharedObjects;
    expect(needed).toContain("libc.so.6");
    for (const name of needed) expect(loaded.some((file) => path.basename(file) === name)).toBe(true);
  });
});

/** The least of a 64-bit ELF library: two segments, and in them what it needs by name. */
function sharedLibrary(needed: readonly string[]): Buffer {
  const strings = Buffer.from(`\0${needed.join("\0")}\0`);
  const stringsAt = 64 + 2 * 56;
  const dynamicAt = stringsAt + strings.length;
  const address = 0x10000; // the file's first byte as the loader sees it
  const entries = [
    ...needed.map((name) => [1, strings.indexOf(`\0${name}\0`) + 1]),
    [5, address + stringsAt],
    [0, 0],
  ];
  const file = Buffer.alloc(dynamicAt + entries.length * 16);
  file.write("\x7fELF\x02\x01\x01", "latin1");
  file.writeBigUInt64LE(64n, 32);
  file.writeUInt16LE(56, 54);
  file.writeUInt16LE(2, 56);
  const segments = [
    { type: 1, offset: 0, length: file.length },
    { type: 2, offset: dynamicAt, length: entries.length * 16 },
  ];
  segments.forEach(({ type, offset, length }, i) => {
    file.writeUInt32LE(type, 64 + i * 56);
    file.writeBigUInt64LE(BigInt(offset), 64 + i * 56 + 8);
    file.writeBigUInt64LE(BigInt(address + offset), 64 + i * 56 + 16);
    file.writeBigUInt64LE(BigInt(length), 64 + i * 56 + 32);
  });
  strings.copy(file, stringsAt);
  entries.flat().forEach((value, i) => {
    file.writeBigUInt64LE(BigInt(value), dynamicAt + i * 8);
  });
  return file;
}
