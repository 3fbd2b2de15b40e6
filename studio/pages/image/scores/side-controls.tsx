import { Group, Select } from "@mantine/core";
import { t } from "../../../text/text";
import type { Choices } from "../image-query";
import { NO_VOCABULARY } from "../image-view";
import type { Side } from "./score-inputs";

/** Which vocabulary an image is scored against, and by which model version. */
export function SideControls(props: {
  choices: Choices;
  side: Side;
  onVocabulary: (id: string) => void;
  onModel: (id: string) => void;
}) {
  const { choices, side, onVocabulary, onModel } = props;
  const vocabularies = choices.vocabularies.edges.map(({ node: { id, name, version, labelCount } }) => ({
    value: id,
    label: `${name} ${version} · ${t("image.controls.labels", { count: labelCount })}`,
  }));
  const models = choices.modelVersions.edges.map(({ node: { id, name, version, active } }) => {
    const label = `${name} ${version}`;
    return { value: id, label: active ? t("image.controls.activeModel", { name: label }) : label };
  });
  return (
    <Group grow gap="sm" align="flex-end" preventGrowOverflow={false}>
      <Select
        label={t("image.controls.vocabulary")}
        data={[{ value: NO_VOCABULARY, label: t("image.controls.noVocabulary") }, ...vocabularies]}
        value={side.vocabulary ?? NO_VOCABULARY}
        onChange={(id) => id && onVocabulary(id)}
        searchable
        allowDeselect={false}
      />
      <Select
        label={t("image.controls.model")}
        data={models}
        value={side.model ?? choices.activeModelVersion?.id ?? null}
        onChange={(id) => id && onModel(id)}
        allowDeselect={false}
      />
    </Group>
  );
}
