import { Badge, Card, Group, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { Moment } from "../../../parts/moment";
import { t } from "../../../text/text";
import type { ListedVocabulary } from "./vocabulary-list";

/** A vocabulary at a glance: its first labels say best what it is. */
export function VocabularyCard(props: { vocabulary: ListedVocabulary; versions: number }) {
  const { id, name, version, labelCount, createdAt, labels } = props.vocabulary;
  const first = labels.edges.map(({ node }) => node.label);
  return (
    <Card
      withBorder
      padding="md"
      h={148}
      renderRoot={(card) => <Link {...card} to="/vocabularies/$id" params={{ id }} />}
    >
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <Title order={2} size="h4" lineClamp={1} title={name}>
          {name}
        </Title>
        {props.versions > 1 && (
          <Badge variant="default" radius="sm" tt="none" style={{ flexShrink: 0 }}>
            {t("vocabularies.version", { version })}
          </Badge>
        )}
      </Group>
      <Text size="sm" lineClamp={2} mt={6} h={42}>
        {first.join(", ")}
        {labelCount > first.length && ", …"}
      </Text>
      <Text size="sm" c="dimmed" mt="auto">
        {t("vocabularies.labels", { count: labelCount })} · <Moment at={createdAt} />
      </Text>
    </Card>
  );
}
