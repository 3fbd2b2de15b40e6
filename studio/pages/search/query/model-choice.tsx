import { Select } from "@mantine/core";
import { t } from "../../../text/text";
import { useSearchView } from "../use-search-view";

export interface ChosenModel {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly givesProbabilities: boolean;
  readonly space: { readonly kind: string } | null;
}

/** By which model a search is made. */
export function ModelChoice(props: { models: readonly ChosenModel[]; active: ChosenModel | null }) {
  const { models, active } = props;
  const { view, change } = useSearchView();
  const usable = models.filter(({ id, space }) => space !== null || id === view.model);
  const nameOf = ({ id, name, version, givesProbabilities }: ChosenModel) => {
    const named = t("search.model.name", { name, version });
    const marked = id === active?.id ? t("search.model.active", { name: named }) : named;
    return givesProbabilities ? marked : t("search.model.scoresOnly", { name: marked });
  };
  return (
    <Select
      aria-label={t("search.model.label")}
      w={280}
      allowDeselect={false}
      value={view.model ?? active?.id ?? null}
      data={usable.map((model) => ({ value: model.id, label: nameOf(model) }))}
      onChange={(id) => change({ model: id === null || id === active?.id ? undefined : id })}
    />
  );
}
