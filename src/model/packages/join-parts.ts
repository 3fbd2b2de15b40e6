import { RegionaryError } from "../../errors";
import { checkChain } from "../chain";
import type { BackboneDescription, ModelDescription, ModelPart, Stage } from "../description";

/** A package's description, and the name of its directory among the others: once it is stored, its hash. */
interface Packaged<T> {
  readonly name: string;
  readonly part: T;
}

/** One model, from the packages that hold it. INVALID_INPUT if they do not fit together. */
export function joinParts(
  own: Packaged<ModelPart>,
  backbone: Packaged<BackboneDescription> | null,
): ModelDescription {
  const { part } = own;
  const picture = part.picture ?? backbone?.part.picture;
  if (!picture) {
    throw new RegionaryError(
      "INVALID_INPUT",
      "No part of the model describes the picture that it takes. Import it again.",
    );
  }
  const at = (file: string) => `${own.name}/${file}`;
  const { labels, score } = part;
  const description = {
    ...part,
    picture,
    encode: [...(backbone ? stagesIn(backbone) : []), ...stagesIn(own)],
    labels: labels.from === "words" ? { ...labels, classifiers: at(labels.classifiers) } : labels,
    score: { ...score, graph: at(score.graph), maps: at(score.maps) },
  };
  checkChain(description);
  return description;
}

/** The same model on another backbone, which gives the same values as the one in the package `before`. */
export function withBackbone(
  model: ModelDescription,
  before: string,
  backbone: Packaged<BackboneDescription>,
): ModelDescription {
  const own = model.encode.filter(({ file }) => !file.startsWith(`${before}/`));
  return { ...model, encode: [...stagesIn(backbone), ...own] };
}

function stagesIn({ name, part }: Packaged<{ readonly encode: readonly Stage[] }>): Stage[] {
  return part.encode.map((stage) => ({ ...stage, file: `${name}/${stage.file}` }));
}
