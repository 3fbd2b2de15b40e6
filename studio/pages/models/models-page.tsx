import { PageHeader } from "../../parts/page-header";
import { t } from "../../text/text";

export function ModelsPage() {
  return <PageHeader title={t("models.title")} />;
}
