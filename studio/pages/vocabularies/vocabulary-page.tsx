import { PageHeader } from "../../parts/page-header";
import { t } from "../../text/text";

export function VocabularyPage() {
  return <PageHeader title={t("vocabulary.title")} />;
}
