import { mkdtemp } from "node:fs/promises";
import path from "node:path";
import { compareEncoders, type PictureComparison } from "../../../src/inference/checks/compare-encoders";
import { FAMILIES } from "../../../src/model/families/families";
import { writeModel } from "../../../src/model/families/write-model";
import { joinParts } from "../../../src/model/packages/join-parts";
import { imageTensor } from "../../../src/pictures/image-tensor";
import { writeQuantized } from "../../../src/services/models/quantizations/write-quantized";
import { directoryPerTest } from "../../helpers/files/directory-per-test";
import { picture } from "../../helpers/pictures/pictures";
import { describeWithShared, sharedPath } from "../../helpers/shared";

const directory = directoryPerTest();

describeWithShared("reference/region-text")("a text model's image tower in 8 bits", () => {
  it.each([
    ["clip", {}],
    ["clip", { side: 80, tiles: true }],
    ["siglip", {}],
    ["siglip/siglip2", {}],
    ["tips", {}],
  ])(
    "of %s, %j, has patches, whole picture and regions with a cosine above 0.995 to float32's on unseen pictures",
    async (folder, choice) => {
      const checkpointPath = path.join(sharedPath, "reference/region-text", folder);
      const choices = { regions: null, side: null, fit: null, tiles: false, ...choice };
      const written = path.join(directory(), "written");
      const { part, backbone } = await writeModel(
        { checkpointPath, heads: null, given: null, choices },
        FAMILIES,
        written,
      );
      async function* tensors(...seeds: number[]) {
        for (const seed of seeds) yield await imageTensor(await picture(seed), "photo", backbone!.picture);
      }
      const temporary = await mkdtemp(path.join(written, "int8-"));
      const source = { directory: path.join(written, "backbone"), description: backbone! };
      const int8 = await writeQuantized(source, tensors(1, 2, 3, 4), temporary);

      const own = { name: "model", part };
      const first = joinParts(own, { name: "backbone", part: backbone! });
      const second = joinParts(own, { name: path.relative(written, int8.directory), part: int8.description });
      expect(second.encode[0]!.precision).toBe("int8");
      const comparisons: PictureComparison[] = [];
      for await (const one of compareEncoders(first, second, written, null, tensors(5, 6, 7)))
        comparisons.push(one);
      expect(comparisons).toHaveLength(3);
      for (const { featuresCosine, regionsCosine } of comparisons) {
        expect(featuresCosine).toBeGreaterThan(0.995);
        expect(regionsCosine).toBeGreaterThan(0.995);
      }
    },
  );
});
