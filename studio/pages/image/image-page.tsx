import { PageHeader } from "../../parts/page-header";
import { t } from "../../text/text";

export function ImagePage() {
  return <PageHeader title={t("image.title")} />;
}
