import type { PictureInput } from "../../../pictures/picture-input";
import type { BackboneDescription, Port } from "../../description";

/** The names of the values in a backbone's files, and the shapes of the two that it gives. */
interface BackboneValues {
  readonly image: string;
  readonly features: Omit<Port, "name">;
  readonly global: Omit<Port, "name">;
}

/** The two stages of every backbone: convolutions to a feature map, then layers that are nearly all weights. */
export function describeBackbone(picture: PictureInput, values: BackboneValues): BackboneDescription {
  const image = { name: "image", inFile: values.image, shape: [3, picture.height, picture.width] };
  const features = { name: "features", ...values.features };
  const global = { name: "global", ...values.global };
  const precision = "float32";
  return {
    picture,
    encode: [
      { file: "body.onnx", takes: [image], gives: [features], bound: "compute", precision },
      { file: "tail.onnx", takes: [features], gives: [global], bound: "memory", precision },
    ],
  };
}
