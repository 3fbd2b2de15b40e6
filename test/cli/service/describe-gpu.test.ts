import { describeGpu } from "../../../src/cli/service/describe-gpu";

describe("describeGpu", () => {
  it("names each GPU, what is there, and what is missing", () => {
    const lines = describeGpu(
      [["NVIDIA H100 80GB HBM3", "81559", "580.65.06"]],
      [
        {
          provider: "cuda",
          isFetched: true,
          needs: [
            { name: "libcuda.so.1", path: "/usr/lib/libcuda.so.1" },
            { name: "libcublas.so.13", path: null },
            { name: "libcudnn.so.9", path: null },
          ],
        },
      ],
    );
    expect(lines).toEqual([
      "NVIDIA GPU: NVIDIA H100 80GB HBM3, 81559 MiB, driver 580.65.06",
      "CUDA: ONNX Runtime's library is there",
      "CUDA needs from the machine: missing libcublas.so.13, libcudnn.so.9; found libcuda.so.1",
    ]);
  });

  it("says how to fetch ONNX Runtime's own library if it is missing", () => {
    const lines = describeGpu(null, [{ provider: "tensorrt", isFetched: false, needs: [] }]);
    expect(lines[0]).toBe("NVIDIA GPU: none found (no nvidia-smi on the PATH that lists one)");
    expect(lines[1]).toMatch(
      /^TensorRT: .* is not there; .*script\/install\.js --onnxruntime-node-install`$/,
    );
    expect(lines[2]).toBe("TensorRT needs from the machine: missing nothing; found nothing");
  });
});
