import { Button } from "@mantine/core";
import { IconPhotoOff } from "@tabler/icons-react";
import { EmptyState } from "../../../parts/empty-state";
import { percentText } from "../../../parts/score";
import { t } from "../../../text/text";
import { useSearchView } from "../use-search-view";
import { useFoundSearch } from "./found-context";
import type { Found } from "./use-proof";

/** Why nothing was found, and what to do. */
export function NothingFound({ found }: { found: Found }) {
  const { change } = useSearchView();
  const { variables } = useFoundSearch();
  const { atLeastProbability: least, filter } = variables;
  if (found.indexed.images === 0)
    return (
      <EmptyState
        icon={IconPhotoOff}
        title={t("search.nothing.title")}
        text={t("search.nothing.unindexed")}
      />
    );
  return (
    <EmptyState
      icon={IconPhotoOff}
      title={t("search.nothing.title")}
      text={
        least
          ? t("search.nothing.cut", { percent: percentText(least) })
          : t(filter ? "search.nothing.filtered" : "search.nothing.other")
      }
    >
      {least && <Button onClick={() => change({ least: 0 })}>{t("search.nothing.showBest")}</Button>}
      {filter && (
        <Button variant="default" onClick={() => change({ filter: undefined })}>
          {t("search.nothing.unfilter")}
        </Button>
      )}
    </EmptyState>
  );
}
