import { PageHeader } from "../../parts/page-header";
import { t } from "../../text/text";

export function SearchPage() {
  return <PageHeader title={t("search.title")} />;
}
