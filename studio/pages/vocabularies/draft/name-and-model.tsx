import { Grid, Select, Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "urql";
import { graphql } from "../../../api/graphql";
import { t } from "../../../text/text";
import type { ModelToCheckWith } from "./use-models";

const Named = graphql(`
  query VocabularyNamed($name: String!) {
    vocabularyByName(name: $name) { id version labelCount }
  }
`);

/** What a vocabulary is called, which version of the name that makes it, and which model its labels are checked with. */
export function NameAndModel(props: {
  name: string;
  onName: (name: string) => void;
  problem: string | null;
  models: readonly ModelToCheckWith[];
  modelId: string | null;
  onModel: (id: string) => void;
}) {
  const { name, onName, problem, models, modelId, onModel } = props;
  const [settled] = useDebouncedValue(name.trim(), 250);
  const [{ data }] = useQuery({ query: Named, variables: { name: settled }, pause: settled === "" });
  const latest = settled === name.trim() && settled !== "" ? data?.vocabularyByName : null;
  const model = models.find(({ id }) => id === modelId);
  return (
    <Grid mb="md" gap="md">
      <Grid.Col span={{ base: 12, sm: 6 }}>
        <TextInput
          label={t("newVocabulary.name")}
          description={
            latest
              ? t("newVocabulary.nextVersion", { version: latest.version + 1 })
              : t("newVocabulary.nameHint")
          }
          value={name}
          onChange={({ currentTarget }) => onName(currentTarget.value)}
          error={problem}
          maxLength={200}
          required
          data-autofocus
        />
      </Grid.Col>
      <Grid.Col span={{ base: 12, sm: 6 }}>
        {models.length > 0 && (
          <Select
            label={t("newVocabulary.model")}
            description={
              model?.space?.kind === "TEXT" ? t("newVocabulary.anyWords") : t("newVocabulary.knownWords")
            }
            value={modelId}
            onChange={(id) => id && onModel(id)}
            allowDeselect={false}
            data={models.map(({ id, name, version }) => ({ value: id, label: `${name}, ${version}` }))}
            renderOption={({ option }) => {
              const { name, version, active } = models.find(({ id }) => id === option.value)!;
              return (
                <Text size="sm">
                  {name}{" "}
                  <Text span c="dimmed" size="sm">
                    {t("vocabularies.version", { version })}
                    {active && ` · ${t("models.active")}`}
                  </Text>
                </Text>
              );
            }}
          />
        )}
      </Grid.Col>
    </Grid>
  );
}
