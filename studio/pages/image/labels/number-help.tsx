import { Group, Popover, Text, UnstyledButton } from "@mantine/core";
import { IconHelpCircle } from "@tabler/icons-react";
import { useState } from "react";
import { useQuery } from "urql";
import { graphql } from "../../../api/graphql";
import { t } from "../../../text/text";
import type { ScoredImage } from "../scores/scores-query";

const FittedOn = graphql(`
  query ProbabilitiesFittedOn($model: ID!, $vocabulary: ID!) {
    modelVersion(id: $model) {
      id
      calibration(vocabularyId: $vocabulary) {
        benchmarkSet { id name }
      }
    }
  }
`);

/** The head of a column of numbers, which says on demand what they mean. */
export function NumberHelp(props: {
  what: "probability" | "score";
  model: ScoredImage["modelVersion"];
  vocabulary: ScoredImage["vocabulary"];
}) {
  const { what, model, vocabulary } = props;
  const [isOpen, setOpen] = useState(false);
  const name = t(`image.table.${what}`);
  return (
    <Popover
      opened={isOpen}
      onChange={setOpen}
      width={300}
      position="bottom-end"
      withArrow
      shadow="md"
      trapFocus
    >
      <Popover.Target>
        <UnstyledButton
          onClick={() => setOpen((wasOpen) => !wasOpen)}
          aria-label={t("image.help.open", { what: name })}
        >
          <Group gap={4} wrap="nowrap" display="inline-flex">
            <Text span size="sm" fw={500} c="dimmed">
              {name}
            </Text>
            <IconHelpCircle size={14} aria-hidden />
          </Group>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown aria-label={t(`image.help.${what}Title`)}>
        <Text size="sm" fw={600} mb={4}>
          {t(`image.help.${what}Title`)}
        </Text>
        <Text size="sm">{t(`image.help.${what}`)}</Text>
        {what === "probability" && model && vocabulary && (
          <Origin model={model.id} vocabulary={vocabulary.id} />
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

function Origin({ model, vocabulary }: { model: string; vocabulary: string }) {
  const [{ data }] = useQuery({ query: FittedOn, variables: { model, vocabulary } });
  if (!data?.modelVersion) return null;
  const { calibration } = data.modelVersion;
  const name = calibration?.benchmarkSet?.name;
  return (
    <Text size="sm" mt="xs" c="dimmed">
      {name ? t("image.help.fittedOn", { name }) : t("image.help.notFitted")}
    </Text>
  );
}
