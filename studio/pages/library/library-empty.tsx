import { Button } from "@mantine/core";
import { IconFilterOff, IconPhotoPlus } from "@tabler/icons-react";
import { EmptyState } from "../../parts/empty-state";
import { AddPhotosButton } from "../../parts/upload/add-photos-button";
import { t } from "../../text/text";

/** What to do where no images are, or none that meet the filters. */
export function LibraryEmpty(props: { readonly isFiltered: boolean; readonly onClear: () => void }) {
  if (props.isFiltered)
    return (
      <EmptyState icon={IconFilterOff} title={t("library.noneFoundTitle")} text={t("library.noneFound")}>
        <Button variant="default" onClick={props.onClear}>
          {t("library.clearFilters")}
        </Button>
      </EmptyState>
    );
  return (
    <EmptyState icon={IconPhotoPlus} title={t("library.emptyTitle")} text={t("library.empty")}>
      <AddPhotosButton size="md" />
    </EmptyState>
  );
}
