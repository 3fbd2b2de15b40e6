import { PageHeader } from "../../parts/page-header";
import { t } from "../../text/text";

export function LibraryPage() {
  return <PageHeader title={t("library.title")} />;
}
