import { PageHeader } from "../../parts/page-header";
import { t } from "../../text/text";

export function EvaluationPage() {
  return <PageHeader title={t("evaluation.title")} />;
}
