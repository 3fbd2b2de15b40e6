import { Anchor, Badge, Button, Group, Skeleton, Table, Text } from "@mantine/core";
import { IconCpu } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useQuery } from "urql";
import { errorText } from "../../../api/error-text";
import { EmptyState } from "../../../parts/empty-state";
import { FindField } from "../../../parts/find-field";
import { Moment } from "../../../parts/moment";
import { bytesText } from "../../../parts/number-text";
import { ProblemAlert } from "../../../parts/problem-alert";
import { t } from "../../../text/text";
import { ActivateButton } from "../activate-button";
import { familyText } from "../family-text";
import { type ListedModel, ModelList } from "./model-list";

/** Every model version, newest first. */
export function ModelsPanel({ q, onFind }: { q: string; onFind: (text: string) => void }) {
  const [{ data, error }] = useQuery({
    query: ModelList,
    variables: { filter: q === "" ? null : { nameContains: q } },
  });
  const models = data?.modelVersions.edges.map(({ node }) => node);
  if (models?.length === 0 && q === "") {
    return (
      <EmptyState icon={IconCpu} title={t("models.emptyTitle")} text={t("models.empty")}>
        <Button renderRoot={(button) => <Link {...button} to="/" />}>{t("models.toStart")}</Button>
      </EmptyState>
    );
  }
  return (
    <>
      <FindField value={q} label={t("models.find")} onFind={onFind} maw={360} mb="md" />
      <ProblemAlert problem={errorText(error)} />
      {!models && <Skeleton height={220} radius="md" />}
      {models?.length === 0 && <Text c="dimmed">{t("models.none", { name: q })}</Text>}
      {models && models.length > 0 && (
        <Table.ScrollContainer minWidth={760}>
          <Table verticalSpacing="sm" horizontalSpacing="md" highlightOnHover>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t("models.name")}</Table.Th>
                <Table.Th>{t("models.kind")}</Table.Th>
                <Table.Th>{t("models.takes")}</Table.Th>
                <Table.Th ta="right">{t("models.size")}</Table.Th>
                <Table.Th>{t("models.added")}</Table.Th>
                <Table.Th aria-label={t("models.activate")} />
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {models.map((model) => (
                <ModelRow key={model.id} model={model} />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {data?.modelVersions.pageInfo.hasNextPage && (
        <Text size="sm" c="dimmed" mt="sm">
          {t("models.more", { count: data.modelVersions.totalCount })}
        </Text>
      )}
    </>
  );
}

function ModelRow({ model }: { model: ListedModel }) {
  const { id, name, version, active, family, sizeBytes, createdAt, backbone, space } = model;
  return (
    <Table.Tr>
      <Table.Td>
        <Group gap={8} wrap="nowrap">
          <Anchor renderRoot={(anchor) => <Link {...anchor} to="/models/$id" params={{ id }} />} fw={600}>
            {name}
          </Anchor>
          <Text size="sm" c="dimmed">
            {t("vocabularies.version", { version })}
          </Text>
          {active && (
            <Badge radius="sm" tt="none" flex="none" color="teal" variant="dot">
              {t("models.active")}
            </Badge>
          )}
        </Group>
      </Table.Td>
      <Table.Td>
        <Group gap={6} wrap="nowrap">
          <Text size="sm">{familyText(family)}</Text>
          {model.quantization && (
            <Badge radius="sm" tt="none" flex="none" variant="default">
              {t("models.int8")}
            </Badge>
          )}
          {model.training && (
            <Badge radius="sm" tt="none" flex="none" variant="default">
              {t("models.trained")}
            </Badge>
          )}
        </Group>
      </Table.Td>
      <Table.Td>
        <Text size="sm">{space === null ? t("models.noSpace") : t(`models.spaceKind.${space.kind}`)}</Text>
      </Table.Td>
      <Table.Td ta="right">{bytesText(sizeBytes + (backbone?.sizeBytes ?? 0))}</Table.Td>
      <Table.Td>
        <Moment at={createdAt} />
      </Table.Td>
      <Table.Td ta="right">{!active && <ActivateButton id={id} name={name} size="compact-sm" />}</Table.Td>
    </Table.Tr>
  );
}
