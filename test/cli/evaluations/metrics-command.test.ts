import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { EvaluationReport } from "../../../src/evaluation/report/report";
import { metricsManifest } from "../../helpers/evaluations/metrics-reference";
import { directoryPerTest } from "../../helpers/files/directory-per-test";
import { encodeNpy } from "../../helpers/files/encode-npy";
import { describeWithShared, sharedPath } from "../../helpers/shared";
import { runCli } from "../run-cli";

describe("regionary metrics", () => {
  const directory = directoryPerTest();

  /** Two images of three classes: scores as float32, labels as int8. */
  async function arrays(labels = [1, -1, -1, -1, 1, 0]): Promise<string[]> {
    const [scores, labeled] = ["scores.npy", "labels.npy"].map((name) => path.join(directory(), name));
    await writeFile(scores!, encodeNpy([2, 3], Float32Array.of(3, 2, 1, 3, 2, 1)));
    const header = Buffer.from(encodeNpy([labels.length / 3, 3], new Float32Array(labels.length)));
    const integers = Buffer.concat([
      header.subarray(0, -4 * labels.length),
      Buffer.from(Int8Array.from(labels)),
    ]);
    integers.write("|i1", integers.indexOf("<f4"));
    await writeFile(labeled!, integers);
    return ["metrics", "--scores", scores!, "--labels", labeled!];
  }

  it("measures arrays and prints percent, each figure with its averaging", async () => {
    const { code, out, err } = await runCli([...(await arrays()), "--protocol", "custom", "--k", "1,2"]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toContain("Protocol custom, 2 images");
    expect(out).toMatch(/mAP, macro \(3 classes, 1 empty left out\) +50\.00/); // tied: 1 of 2 both times
    expect(out).toMatch(/P@1, pooled +50\.00/);
    expect(out).toMatch(/R@2, pooled +100\.00/);
  });

  it("prints the report as JSON, with intervals and confusions if requested", async () => {
    const args = [...(await arrays()), "--protocol", "custom", "--k", "1", "--seen", "1", "--json"];
    const { out } = await runCli([...args, "--resamples", "20", "--confusions", "3"]);
    const report: EvaluationReport = JSON.parse(out);
    expect([report.seenClasses, report.unseenClasses]).toEqual([1, 2]);
    expect(report.sections.map(({ section }) => section)).toEqual(["ZSL", "GZSL", "SEEN"]);
    expect(report.sections[1]!.intervals!.resamples).toBe(20);
    expect(report.sections[1]!.atK[0]!.confusions).toEqual([{ missed: 1, predicted: 0, images: 1 }]);
  });

  it.each([
    [["--protocol", "custom", "--k", "4"], "from 1 to the 3 classes that ZSL ranks; got 4"],
    [
      ["--protocol", "nus-wide"],
      "nus-wide has 925 seen and 81 unseen classes (or the unseen alone); got 3 classes",
    ],
    [["--protocol", "custom", "--seen", "4"], "--seen cannot be 4"],
    [["--protocol", "custom", "--as-published"], "nus-wide or open-images; got custom"],
  ])("refuses %j and says what to do", async (options, reason) => {
    const { code, err } = await runCli([...(await arrays()), ...options]);
    expect(err).toContain(reason);
    expect(code).toBe(1);
  });

  it("refuses labels of another shape, wrong labels, missing files and unknown protocols", async () => {
    const custom = ["--protocol", "custom", "--k", "1"];
    expect((await runCli([...(await arrays([1, -1, -1])), ...custom])).err).toContain(
      "got [2, 3] and [1, 3]",
    );
    expect((await runCli([...(await arrays([1, 2, 0, 0, 0, 0])), ...custom])).err).toContain("[0, 1] is 2");
    expect((await runCli(["metrics", "--scores", "no", "--labels", "none", ...custom])).err).toContain(
      "There is no file none (--labels).",
    );
    expect(await runCli([...(await arrays()), "--protocol", "coco"])).toMatchObject({ code: 2 });
    expect(await runCli([...(await arrays()), "--protocol", "custom", "--k", "0"])).toMatchObject({
      code: 2,
    });
  });
});

describeWithShared("reference/metrics")("regionary metrics on the authors' arrays", () => {
  it("reproduces their figures", async () => {
    const file = (name: string) => path.join(sharedPath, "reference", "metrics", name);
    const arrays = ["--scores", file("d81_scores.npy"), "--labels", file("d81_labels.npy")];
    const options = ["--protocol", "nus-wide", "--as-published", "--k", "3,5", "--json"];
    const { out } = await runCli(["metrics", ...arrays, ...options]);
    const report: EvaluationReport = JSON.parse(out);
    const expected = (metricsManifest() as unknown as Record<string, { util_nus: { mAP: number } }>).d81!
      .util_nus;
    expect(report.protocol).toBe("nus-wide-as-published");
    expect(Math.abs(report.sections[0]!.meanAveragePrecision.macro! - expected.mAP)).toBeLessThan(1e-6);
  });
});
