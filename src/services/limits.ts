export { MAX_IMAGE_BYTES } from "../inference/open-image";
