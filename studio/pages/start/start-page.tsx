import { PageHeader } from "../../parts/page-header";
import { t } from "../../text/text";

export function StartPage() {
  return <PageHeader title={t("start.title")} />;
}
