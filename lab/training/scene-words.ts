import { sceneLabels } from "../../src/datasets/scenes/combinations";
import { writeSceneWordVectors } from "../../src/datasets/scenes/scene-word-vectors";

/** A label of the pictures as a training takes it. */
export interface SceneLabel {
  readonly label: string;
  readonly seen: boolean;
}

/** Labels with their vectors [C, W], each the mean of its words' as the ordinary vocabulary path makes it. */
export function sceneWords(keep: (label: SceneLabel) => boolean = () => true): {
  labels: SceneLabel[];
  vectors: Float32Array;
} {
  const words = new Map(
    writeSceneWordVectors()
      .trim()
      .split("\n")
      .map((line) => {
        const [word = "", ...values] = line.split(" ");
        return [word, values.map(Number)] as const;
      }),
  );
  const labels = sceneLabels().filter(keep);
  const vectors = labels.flatMap(({ label }) => {
    const ofWords = label.split(" ").map((word) => words.get(word)!);
    return ofWords[0]!.map((_, i) => ofWords.reduce((sum, vector) => sum + vector[i]!, 0) / ofWords.length);
  });
  return { labels, vectors: Float32Array.from(vectors) };
}
