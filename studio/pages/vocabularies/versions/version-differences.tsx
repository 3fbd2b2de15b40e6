import { Badge, Group, Skeleton, Stack, Text, Title } from "@mantine/core";
import { useMemo } from "react";
import { type EveryPage, useEveryPage } from "../../../api/use-every-page";
import { t } from "../../../text/text";
import { type VocabularyLabel, VocabularyLabels } from "../labels/vocabulary-labels";
import { type ChangedField, differencesOf } from "./differences-of";

/** Of more the rest is counted: a page of ten thousand words says nothing. */
const MOST_SHOWN = 300;

interface Version {
  readonly id: string;
  readonly version: number;
}

/** What changed from the earlier of two versions to the later one. */
export function VersionDifferences(props: {
  own: Version;
  other: Version;
  labels: EveryPage<VocabularyLabel>;
}) {
  const { own, other, labels } = props;
  const others = useEveryPage(VocabularyLabels, { id: other.id }, (answer) => answer.vocabulary?.labels);
  const isLater = own.version > other.version;
  const isThere = labels.isComplete && others.isComplete;
  const differences = useMemo(() => {
    if (!isThere) return null;
    return isLater ? differencesOf(others.nodes, labels.nodes) : differencesOf(labels.nodes, others.nodes);
  }, [isThere, isLater, others.nodes, labels.nodes]);
  const [before, after] = isLater ? [other, own] : [own, other];
  if (!differences) return <Skeleton height={160} radius="md" />;
  const { added, removed, changed, isReordered } = differences;
  const isSame = added.length + removed.length + changed.length === 0;
  return (
    <Stack gap="md">
      <Title order={2} size="h3">
        {t("vocabulary.changes", { before: before.version, after: after.version })}
      </Title>
      {isSame && <Text c="dimmed">{t(isReordered ? "vocabulary.reordered" : "vocabulary.sameLabels")}</Text>}
      <Words title={t("vocabulary.added", { count: added.length })} labels={added} color="teal" />
      <Words title={t("vocabulary.removed", { count: removed.length })} labels={removed} color="red" />
      {changed.length > 0 && (
        <div>
          <Title order={3} size="h5" mb={8}>
            {t("vocabulary.changed", { count: changed.length })}
          </Title>
          <Stack gap={6}>
            {changed.slice(0, MOST_SHOWN).map(({ before: was, after: is, fields }) => (
              <Text key={is.id} size="sm">
                <strong>{is.label}</strong>
                {": "}
                {fields.map((field) => changeText(field, was, is)).join("; ")}
              </Text>
            ))}
            <Rest count={changed.length} />
          </Stack>
        </div>
      )}
    </Stack>
  );
}

function Words(props: { title: string; labels: readonly VocabularyLabel[]; color: string }) {
  const { title, labels, color } = props;
  if (labels.length === 0) return null;
  return (
    <div>
      <Title order={3} size="h5" mb={8}>
        {title}
      </Title>
      <Group gap={6}>
        {labels.slice(0, MOST_SHOWN).map(({ id, label }) => (
          <Badge key={id} variant="dot" color={color} radius="sm" tt="none" fw={500} size="lg">
            {label}
          </Badge>
        ))}
        <Rest count={labels.length} />
      </Group>
    </div>
  );
}

function Rest({ count }: { count: number }) {
  if (count <= MOST_SHOWN) return null;
  return (
    <Text size="sm" c="dimmed">
      {t("vocabulary.rest", { count: count - MOST_SHOWN })}
    </Text>
  );
}

function changeText(field: ChangedField, before: VocabularyLabel, after: VocabularyLabel): string {
  const was = valueText(field, before);
  const is = valueText(field, after);
  return t("vocabulary.change", { field: t(`vocabulary.field.${field}`), was, is });
}

function valueText(field: ChangedField, label: VocabularyLabel): string {
  if (field === "training") return t(`vocabulary.training.${label.training}`);
  const value = field === "phrases" ? label.phrases.join(", ") : label[field];
  return value ? `“${value}”` : t("vocabulary.nothing");
}
