import { Grid, Select, Text, TextInput } from "@mantine/core";
import { TitledCard } from "../../../parts/titled-card";
import { t } from "../../../text/text";
import type { Choices } from "./training-choices";
import type { TrainingOptions } from "./training-options";

/** The name, the set to learn from, the backbone and the space. */
export function WhatToLearn(props: {
  options: TrainingOptions;
  choices: Choices;
  onChange: (changed: Partial<TrainingOptions>) => void;
}) {
  const { options, choices, onChange } = props;
  const sets = choices.benchmarkSets.edges.map(({ node }) => node);
  const set = sets.find(({ id }) => id === options.setId);
  const ownSpaces = set?.vocabulary?.vectors.map(({ space }) => space.id) ?? [];
  return (
    <TitledCard title={t("newTraining.what")}>
      <Grid gap="md">
        <Grid.Col span={{ base: 12, sm: 6 }}>
          <TextInput
            label={t("newTraining.name")}
            description={t("newTraining.nameHint")}
            value={options.name}
            onChange={({ currentTarget }) => onChange({ name: currentTarget.value })}
            required
          />
        </Grid.Col>
        <Grid.Col span={{ base: 12, sm: 6 }}>
          <Select
            label={t("newTraining.set")}
            description={t("newTraining.setHint")}
            data={sets.map(({ id, name }) => ({ value: id, label: name }))}
            value={options.setId}
            onChange={(setId) => onChange({ setId, spaceId: null })}
            searchable
            required
          />
        </Grid.Col>
        <Grid.Col span={{ base: 12, sm: 6 }}>
          <Select
            label={t("newTraining.backbone")}
            description={t("newTraining.backboneHint")}
            data={choices.backbones.edges.map(({ node }) => ({ value: node.id, label: node.name }))}
            value={options.backboneId}
            onChange={(backboneId) => onChange({ backboneId })}
            required
          />
        </Grid.Col>
        <Grid.Col span={{ base: 12, sm: 6 }}>
          <Select
            label={t("newTraining.space")}
            description={t("newTraining.spaceHint")}
            placeholder={t("newTraining.ownSpace")}
            data={choices.vectorSpaces.edges
              .map(({ node }) => node)
              .filter(({ id, kind }) => kind === "TEXT" || kind === "WORDS" || ownSpaces.includes(id))
              .map(({ id, name }) => ({ value: id, label: name }))}
            value={options.spaceId}
            onChange={(spaceId) => onChange({ spaceId })}
            clearable
          />
        </Grid.Col>
      </Grid>
      {set && (
        <Text size="sm" c="dimmed">
          {t("newTraining.setIs", { images: set.imageCount, labels: set.vocabulary?.labelCount ?? 0 })}
        </Text>
      )}
    </TitledCard>
  );
}
