import { PageHeader } from "../../parts/page-header";
import { t } from "../../text/text";

export function ModelPage() {
  return <PageHeader title={t("model.title")} />;
}
