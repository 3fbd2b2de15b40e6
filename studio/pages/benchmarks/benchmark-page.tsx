import { PageHeader } from "../../parts/page-header";
import { t } from "../../text/text";

export function BenchmarkPage() {
  return <PageHeader title={t("benchmark.title")} />;
}
