import type { ModelName } from "../workplace";

/** A model of the table, with what is asked of it. */
export interface Column {
  readonly model: ModelName;
  /** Of R with their decoding. */
  readonly stored: number;
  /** Of R'. */
  readonly overHttp: number;
  /** Times PyTorch's images a second, from photo to labels. */
  readonly pytorch: number | null;
  /** For a model so quick that the difference is not noise: CPU time an image beyond model and decoding. */
  readonly ownMs: number | null;
}

export const COLUMNS: readonly Column[] = [
  { model: "vgg19", stored: 0.97, overHttp: 0.93, pytorch: 1.4, ownMs: null },
  { model: "vgg19-int8", stored: 0.92, overHttp: 0.88, pytorch: 4, ownMs: null },
  { model: "small", stored: 0.75, overHttp: 0.65, pytorch: null, ownMs: 1 },
  { model: "clip-b16", stored: 0.95, overHttp: 0.9, pytorch: 1.4, ownMs: null },
  { model: "clip-b16-int8", stored: 0.95, overHttp: 0.9, pytorch: 4, ownMs: null },
  { model: "clip-b32", stored: 0.95, overHttp: 0.9, pytorch: 1.4, ownMs: null },
  { model: "clip-b32-int8", stored: 0.95, overHttp: 0.9, pytorch: 4, ownMs: null },
];
