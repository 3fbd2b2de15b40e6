import { PageHeader } from "../../parts/page-header";
import { t } from "../../text/text";

export function BenchmarksPage() {
  return <PageHeader title={t("benchmarks.title")} />;
}
