import { sceneLabels } from "../../datasets/scenes/combinations";
import { composeScene } from "../../datasets/scenes/compose-scene";
import { drawScene } from "../../datasets/scenes/draw-scene";
import { testPictures } from "../../datasets/scenes/test-pictures";
import { encodePng } from "../../pictures/encode-png";
import type { Database } from "../../storage/database/database";
import { addImage } from "../images/add-image";
import type { ImportSource } from "./import-source";

/**
 * The first pictures of the test split that the shipped model was tested on, drawn at its size: no training
 * has seen any of them. Every label of the generator is known to be present or absent.
 */
export function sceneBenchmark(db: Database, count: number): ImportSource {
  const labels = sceneLabels().map(
    ({ label, seen }) => ({ key: label, name: label, training: seen ? "SEEN" : "UNSEEN" }) as const,
  );
  const positions = new Map(labels.map(({ name }, position) => [name, position]));
  const { seed, side } = testPictures;
  return {
    ...{ format: "scenes", kind: "IMAGES", protocol: "custom", unlisted: "ABSENT", labels, count },
    async *items(from) {
      for (let index = from; index < count; index++) {
        const picture = drawScene(composeScene(seed, "test", index), side);
        const name = `test scene ${index + 1}`;
        const { image } = await addImage(db, { bytes: await encodePng(picture), name, addedByPerson: false });
        const boxes = picture.objects.flatMap(({ labels: ofObject, ...box }) =>
          ofObject.map((label) => ({ label: positions.get(label)!, ...box })),
        );
        const present = [...new Set(boxes.map(({ label }) => label))].sort((a, b) => a - b);
        const content = { kind: "stored", imageId: image.id, sha256: image.sha256 } as const;
        yield { name, present, absent: [], unknown: [], boxes, content };
      }
    },
    close: async () => {},
  };
}
