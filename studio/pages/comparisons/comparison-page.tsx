import { PageHeader } from "../../parts/page-header";
import { t } from "../../text/text";

export function ComparisonPage() {
  return <PageHeader title={t("comparison.title")} />;
}
