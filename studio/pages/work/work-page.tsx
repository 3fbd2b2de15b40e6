import { PageHeader } from "../../parts/page-header";
import { t } from "../../text/text";

export function WorkPage() {
  return <PageHeader title={t("work.title")} />;
}
