import { RegionaryError } from "../../errors";
import { checkChain } from "../chain";
import type { BackboneDescription, ModelDescription, ModelPart, Stage } from "../description";

/** What a package says of itself, and the name of its directory among the others: its hash, where it is stored. */
interface Packaged<T> {
  readonly name: string;
  readonly part: T;
}

/** One model of the packages that hold it. INVALID_INPUT where they do not fit each other. */
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

/** The same model on another backbone, which gives what the one in the package `before` gives. */
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
