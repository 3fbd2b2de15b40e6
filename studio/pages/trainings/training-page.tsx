import { PageHeader } from "../../parts/page-header";
import { t } from "../../text/text";

export function TrainingPage() {
  return <PageHeader title={t("training.title")} />;
}
