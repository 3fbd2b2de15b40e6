import { jsonColumns } from "../database/json-columns";
import type { ModelQuantization } from "../generated/client";
import type { WorkRow } from "../work/work-rows";
import { workTable } from "../work/work-table";
import { type QuantizationReport, quantizationReportSchema } from "./stored-quantization";

type QuantizationColumns = Pick<
  ModelQuantization,
  "modelVersionId" | "name" | "imageIds" | "forRanges" | "vocabularyId"
> & { readonly resultId?: string | null; readonly report?: QuantizationReport | null };
export type QuantizationRow = WorkRow & Required<QuantizationColumns>;

const parse = jsonColumns("ModelQuantization", { report: quantizationReportSchema.nullable() });

/** Quantizations of model versions; their units are images. */
export const quantizations = workTable<QuantizationRow, QuantizationColumns>({
  kind: "QUANTIZATION",
  table: "ModelQuantization",
  missing: "The model version or the vocabulary was deleted while the quantization was being created.",
  read: ({ resultId = null, report = null, ...stored }) => ({
    ...parse({ ...stored, report }, stored.id),
    resultId,
  }),
});
