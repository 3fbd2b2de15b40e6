import { validatedCalibration } from "../../../src/evaluation/probability/validated-calibration";
import { protocols } from "../../../src/evaluation/scores/protocols";
import { smallEvaluation } from "../../helpers/evaluations/small-evaluation";

const IMAGES = 10;
const scores = Array.from({ length: IMAGES }, (_, image) => [image, -image, image % 3]);
const labels = scores.map((_, image) => [image % 2 === 0 ? 1 : -1, -1, image < 5 ? -1 : 1]);
const isValidation = (image: number) => image === 0 || image === 5;
const turned = (which: (image: number) => boolean) =>
  labels.map((row, image) => (which(image) ? row.map((label) => -label) : row));
const calibrationOf = (rows: readonly (readonly number[])[], options = {}) =>
  validatedCalibration(smallEvaluation(scores, rows, options));

describe("the calibration of a run", () => {
  it("is fitted on every fifth image, and its reliability is measured on all others", () => {
    const { calibration, reliability } = calibrationOf(labels)!;
    expect(calibration).toMatchObject({ pairs: 2 * 3, positives: 2 }); // label 0 of image 0, label 2 of image 5
    expect(reliability.bins.reduce((sum, { pairs }) => sum + pairs, 0)).toBe(8 * 3);
  });

  it("does not look at the labels of the others, on which its reliability is measured", () => {
    const [fitted, others] = [
      calibrationOf(labels)!,
      calibrationOf(turned((image) => !isValidation(image)))!,
    ];
    expect(others.calibration).toEqual(fitted.calibration);
    expect(others.reliability).not.toEqual(fitted.reliability);
    expect(calibrationOf(turned(isValidation))!.calibration).not.toEqual(fitted.calibration);
  });

  it("has an offset for every label of the largest section, seen and unseen", () => {
    const { offsets } = calibrationOf(labels, { seen: 1 })!.calibration;
    expect(offsets.map((offset) => typeof offset)).toEqual(["number", "number", "number"]);
  });

  it("leaves out the images that the protocol leaves out", () => {
    const oneIsEmpty = labels.map((row, image) => (image === 5 ? [-1, -1, -1] : row));
    const protocol = protocols["open-images"];
    expect(calibrationOf(oneIsEmpty, { protocol })!.calibration.pairs).toBe(3);
  });

  it("is null if the validation part lacks labels of one kind, whatever the others have", () => {
    const allOf = (value: number) =>
      labels.map((row, image) => (isValidation(image) ? row.map(() => value) : row));
    expect(calibrationOf(allOf(-1))).toBeNull();
    expect(calibrationOf(allOf(1))).toBeNull();
    expect(calibrationOf(allOf(0))).toBeNull();
  });
});
