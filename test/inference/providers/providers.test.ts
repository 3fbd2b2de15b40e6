import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { InferenceSession } from "onnxruntime-node";
import { createEngine } from "../../../src/inference/engine/engine";
import { chooseProvider, type Provider, providerLine } from "../../../src/inference/providers/providers";
import { sessionOptions } from "../../../src/inference/sessions/open-session";
import { writeTinyModel } from "../../helpers/models/tiny-model";

const all = ["cpu", "webgpu", "cuda", "tensorrt"];

/** A machine on which the given providers work. */
function machine(works: readonly Provider[], supported: readonly string[] = all) {
  const tried: Provider[] = [];
  return {
    tried,
    supported: async () => supported,
    probe: async (provider: Provider) => {
      tried.push(provider);
      if (!works.includes(provider)) throw new Error(`no ${provider} device found\n`);
    },
  };
}

describe("choosing a provider", () => {
  it("uses the one requested by name if a trial model ran on it", async () => {
    const { tried, ...trials } = machine(["cuda"]);
    expect(await chooseProvider("cuda", trials)).toMatchObject({ requested: "cuda", inUse: "cuda" });
    expect(tried).toEqual(["cuda"]);
  });

  it("never replaces one requested by name: it says what was tried, the reason, and the remedy", async () => {
    const choice = chooseProvider("cuda", machine([]));
    await expect(choice).rejects.toMatchObject({
      code: "PROVIDER_UNAVAILABLE",
      message: expect.stringMatching(/small model on cuda.*no cuda device found\. .*cuDNN 9.*install\.js/),
      details: { provider: "cuda", reason: "no cuda device found" },
    });
  });

  it("says which providers the runtime was built for if the requested one is not among them", async () => {
    const choice = chooseProvider("tensorrt", machine(["tensorrt"], ["cpu", "coreml"]));
    await expect(choice).rejects.toThrow("built only for cpu, coreml on this platform");
  });

  it("uses CUDA for auto if it works, otherwise the CPU with the reason", async () => {
    expect(await chooseProvider("auto", machine(["cuda"]))).toMatchObject({
      requested: "auto",
      inUse: "cuda",
    });
    expect(await chooseProvider("auto", machine([]))).toEqual({
      requested: "auto",
      inUse: "cpu",
      reason: "no GPU could be used (cuda: no cuda device found)",
    });
  });

  it("is logged without the runtime's own words if there is no GPU", async () => {
    expect(providerLine(await chooseProvider("auto", machine([])))).toBe(
      "Models run on the CPU: no GPU can be used here (bin/regionary doctor says what is missing)",
    );
    expect(providerLine(await chooseProvider("auto", machine(["cuda"])))).toBe(
      "Models run on cuda (auto requested: a trial model ran on it)",
    );
  });

  it("tries nothing before it uses cpu", async () => {
    const { tried, ...trials } = machine([]);
    expect(await chooseProvider("cpu", trials)).toMatchObject({ inUse: "cpu" });
    expect(tried).toEqual([]);
  });
});

describe("on this machine", () => {
  it("auto finds a provider that runs, and says why", async () => {
    const engine = await createEngine({ provider: "auto" });
    expect(["cpu", "cuda"]).toContain(engine.provider.inUse);
    expect(engine.provider.reason).toMatch(/a trial model ran on it|no GPU could be used \(cuda: /);
    await engine.close();
  });

  it("a GPU requested by name that is absent or not built in is refused, and no thread is left", async () => {
    const start = createEngine({ provider: "tensorrt" });
    await expect(start).rejects.toMatchObject({
      code: "PROVIDER_UNAVAILABLE",
      details: { provider: "tensorrt" },
    });
  });

  it("ONNX Runtime refuses a session for a GPU whose nodes would run on the CPU", async () => {
    const directory = await mkdtemp(path.join(os.tmpdir(), "regionary-provider-"));
    const { headDirectory } = await writeTinyModel(directory);
    // The options of a GPU, but with no GPU among the providers: every node falls to the CPU.
    const options = { ...sessionOptions({ provider: "cuda", threads: 1 }), executionProviders: ["cpu"] };
    const session = InferenceSession.create(path.join(headDirectory, "trunk.onnx"), options);
    await expect(session).rejects.toThrow("fallback to CPU EP has been explicitly disabled");
    await rm(directory, { recursive: true });
  });
});
