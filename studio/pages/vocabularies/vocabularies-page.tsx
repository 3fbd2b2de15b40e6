import { PageHeader } from "../../parts/page-header";
import { t } from "../../text/text";

export function VocabulariesPage() {
  return <PageHeader title={t("vocabularies.title")} />;
}
