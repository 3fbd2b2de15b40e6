import { Group, Select, SimpleGrid, Text } from "@mantine/core";
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
  const vocabularies = choices.vocabularies.edges.map(({ node: { id, name, version } }) => ({
    value: id,
    label: `${name} ${version}`,
  }));
  const counts = new Map(choices.vocabularies.edges.map(({ node }) => [node.id, node.labelCount]));
  const models = choices.modelVersions.edges.map(({ node: { id, name, version, active } }) => {
    const label = `${name} ${version}`;
    return { value: id, label: active ? t("image.controls.activeModel", { name: label }) : label };
  });
  return (
    <SimpleGrid cols={2} spacing="sm">
      <Select
        label={t("image.controls.vocabulary")}
        data={[{ value: NO_VOCABULARY, label: t("image.controls.noVocabulary") }, ...vocabularies]}
        value={side.vocabulary ?? NO_VOCABULARY}
        onChange={(id) => id && onVocabulary(id)}
        renderOption={({ option }) => (
          <VocabularyOption name={option.label} count={counts.get(option.value)} />
        )}
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
    </SimpleGrid>
  );
}

function VocabularyOption({ name, count }: { name: string; count: number | undefined }) {
  return (
    <Group justify="space-between" gap="sm" wrap="nowrap" flex={1}>
      <span>{name}</span>
      {count !== undefined && (
        <Text size="xs" c="dimmed" span>
          {t("image.controls.labels", { count })}
        </Text>
      )}
    </Group>
  );
}
