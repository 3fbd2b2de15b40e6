import { t } from "../../text/text";
import type { UploadCounts } from "./upload";

const AND = new Intl.ListFormat("en", { type: "unit" });

/** What has become of the files so far, in words: "3 added, 1 already here". */
export function uploadOutcome({ stored, known, refused, failed, leftOut }: UploadCounts): string {
  const parts = [
    stored > 0 && t("upload.stored", { count: stored }),
    known > 0 && t("upload.known", { count: known }),
    refused > 0 && t("upload.refused", { count: refused }),
    failed > 0 && t("upload.failed", { count: failed }),
    leftOut > 0 && t("upload.leftOut", { count: leftOut }),
  ];
  return AND.format(parts.filter((part) => part !== false));
}
