import path from "node:path";
import { importModel } from "../../../src/services/models/import-model";
import { evaluate, readRun } from "../../helpers/evaluations/evaluation-steps";
import { type ColorSet, storeColorSet } from "../../helpers/pictures/labeled-colors";
import { createdVocabulary, mutate } from "../../helpers/services/service-steps";
import { startTestService, type TestService } from "../../helpers/services/test-service";
import { endedWork } from "../../helpers/services/work-steps";
import { writeSiglipFolder } from "../../helpers/setup/tiny-siglip2";
import { askToTrain, backboneId, endedTraining } from "../../helpers/trainings/training-steps";

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
type Anything = any;

const IMAGES = 24;
const GRID = 7;
const SIZE = 32; // of vectors

describe("a head on the image tower of a text model, trained with its texts' vectors,", () => {
  let service: TestService;
  let set: ColorSet;
  let spaceId: string;
  let onTower: string;
  beforeAll(async () => {
    service = await startTestService({ bare: true });
    const checkpointPath = path.join(service.directory, "siglip2");
    await writeSiglipFolder(checkpointPath);
    const request = { name: "siglip2", checkpointPath, heads: null, backbone: null };
    await importModel(service.app.context.db, request, service.directory);
    const { data } = await service.query('{ vectorSpaceByName(name: "siglip2") { id } }');
    spaceId = data.vectorSpaceByName.id;
    onTower = await backboneId(service, "siglip2");
    set = await storeColorSet(service, "colors", IMAGES, await vocabulary(["red", "green", "blue"]));
  });
  afterAll(() => service.stop());

  const vocabulary = async (labels: readonly string[]): Promise<string> => {
    const input = { name: labels.join(" "), labels: labels.map((label) => ({ label })) };
    return (await mutate(service, "createVocabulary", input, createdVocabulary)).vocabulary.id;
  };
  const classify = async (vocabularyId: string) => {
    const input = { image: { imageId: set.images[0]!.imageId }, vocabularyId, topK: 3 };
    const fields =
      "... on Classified { prediction { labels { score probability label { label } regions { scores } } } }";
    return (await mutate(service, "classify", input, fields)).prediction.labels;
  };

  describe.each([
    { head: "BIAM", sizes: { regionSize: 512, topRegions: 6, heads: 2, channelDim: 8 } },
    { head: "LINEAR", sizes: { regionSize: SIZE, topRegions: 6, heads: null, channelDim: null } },
  ])("$head,", ({ head, sizes }) => {
    it("learns, is measured, and knows labels that nobody trained on", async () => {
      const input = {
        head,
        name: head,
        backboneId: onTower,
        spaceId,
        benchmarkSetId: set.id,
        activate: true,
      };
      const { training } = await askToTrain(service, input);
      expect(await endedTraining(service, training.id)).toMatchObject({
        ...{ state: "COMPLETED", errorMessage: null, report: { images: IMAGES, labels: 3 } },
      });
      const { data } = await service.query(`{ modelVersionByName(name: "${head}") { family space { name }
        backbone { name } sizes { gridHeight gridWidth wordSize regionSize topRegions heads channelDim } } }`);
      expect(data.modelVersionByName).toEqual({
        ...{ family: head.toLowerCase(), space: { name: "siglip2" }, backbone: { name: "siglip2" } },
        sizes: { gridHeight: GRID, gridWidth: GRID, wordSize: SIZE, ...sizes },
      });

      expect((await classify(set.vocabularyId))[0].probability).toBeNull();
      const run = await evaluate(service, { benchmarkSetId: set.id });
      const { report } = await readRun(
        service,
        run.id,
        "report { sections { meanAveragePrecision { macro } } calibration { slope } }",
      );
      expect(report.sections[0].meanAveragePrecision.macro).toBeGreaterThan(0.9); // chance is 1/3
      expect((await classify(set.vocabularyId))[0].probability).toBeGreaterThan(0.5);

      const others = await classify(await vocabulary(["violet", "a crimson wall", "snow"]));
      expect(others.map(({ label }: Anything) => label.label).sort()).toEqual(
        ["a crimson wall", "snow", "violet"], // their vectors are made now
      );
      expect(new Set(others.map(({ score }: Anything) => score)).size).toBe(3);
      for (const { score, probability, regions } of others) {
        expect(probability).toBeGreaterThan(0); // by the offset that the measured labels have in common
        const responses = regions.scores.flat();
        expect(regions.scores).toHaveLength(GRID);
        expect(responses).toHaveLength(GRID ** 2);
        const best = responses.sort((a: number, b: number) => b - a).slice(0, 6);
        expect(score).toBeCloseTo(best.reduce((sum: number, value: number) => sum + value) / 6, 4);
      }
    });

    it("computes on its tower in 8 bits too, with the same head", async () => {
      const { data } = await service.query(`{ modelVersionByName(name: "${head}") { id headHash } }`);
      const input = {
        modelVersionId: data.modelVersionByName.id,
        imageIds: set.images.slice(0, 4).map(({ imageId }) => imageId),
        ...{ rangeImages: 2, vocabularyId: set.vocabularyId },
      };
      const fields = "... on AcceptedModelQuantization { quantization { id } }";
      const { quantization } = await mutate(service, "quantizeModel", input, fields);
      const own =
        "... on ModelQuantization { result { name headHash space { name } } report { measuredImages } }";
      const { work } = await endedWork(service, quantization.id, own);
      expect(work).toMatchObject({
        ...{ state: "COMPLETED", errorMessage: null, report: { measuredImages: 2 } },
        result: {
          ...{ name: `${head}-int8`, headHash: data.modelVersionByName.headHash },
          space: { name: "siglip2" },
        },
      });
    });
  });
});
