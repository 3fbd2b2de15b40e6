import { Skeleton, Stack, Table, Text, Title } from "@mantine/core";
import { useQuery } from "urql";
import { errorText } from "../../../api/error-text";
import { graphql } from "../../../api/graphql";
import { Moment } from "../../../parts/moment";
import { bytesText, countText } from "../../../parts/number-text";
import { ProblemAlert } from "../../../parts/problem-alert";
import { t } from "../../../text/text";
import { DeletePart } from "./delete-part";

export const ModelParts = graphql(`
  query ModelParts {
    backbones(first: 100) { edges { node { id name sizeBytes createdAt uses { kind count names } } } }
    wordVectorSets(first: 100) { edges { node { id name wordCount dimensions createdAt } } }
    vectorSpaces(first: 100) {
      edges { node { id name kind dimensions templates maxTokens createdAt } }
    }
  }
`);

const list = new Intl.ListFormat("en", { type: "conjunction" });

/** What models are made of, and what makes vectors of labels: they stay when a model is deleted. */
export function PartsPanel() {
  const [{ data, error }] = useQuery({ query: ModelParts, requestPolicy: "cache-and-network" });
  if (error) return <ProblemAlert problem={errorText(error)} />;
  if (!data) return <Skeleton height={320} radius="md" />;
  const { backbones, wordVectorSets, vectorSpaces } = data;
  return (
    <Stack gap="xl">
      <PartsTable
        title={t("models.backbones")}
        text={t("models.backbonesText")}
        columns={[t("models.name"), t("models.usedBy"), t("models.size"), t("models.added")]}
        rows={backbones.edges.map(({ node: { id, name, sizeBytes, createdAt, uses } }) => ({
          ...{ id, name, kind: "backbone" as const, uses },
          cells: [
            uses.length === 0 ? t("models.unused") : list.format(uses.flatMap(({ names }) => names)),
            bytesText(sizeBytes),
            <Moment key="at" at={createdAt} />,
          ],
        }))}
      />
      <PartsTable
        title={t("models.wordVectors")}
        text={t("models.wordVectorsText")}
        columns={[t("models.name"), t("models.words"), t("models.length"), t("models.added")]}
        rows={wordVectorSets.edges.map(({ node: { id, name, wordCount, dimensions, createdAt } }) => ({
          ...{ id, name, kind: "wordVectorSet" as const, uses: [] },
          cells: [countText(wordCount), countText(dimensions), <Moment key="at" at={createdAt} />],
        }))}
      />
      <PartsTable
        title={t("models.spaces")}
        text={t("models.spacesText")}
        columns={[t("models.name"), t("models.from"), t("models.length"), t("models.added")]}
        rows={vectorSpaces.edges.map(({ node: { id, name, kind, dimensions, createdAt, templates } }) => ({
          ...{ id, name, kind: "vectorSpace" as const, uses: [] },
          cells: [
            <Text key="kind" size="sm" span title={templates?.join("\n")}>
              {t(`models.spaceKind.${kind}`)}
            </Text>,
            countText(dimensions),
            <Moment key="at" at={createdAt} />,
          ],
        }))}
      />
    </Stack>
  );
}

interface PartRow {
  readonly id: string;
  readonly name: string;
  readonly kind: "backbone" | "wordVectorSet" | "vectorSpace";
  readonly uses: Parameters<typeof DeletePart>[0]["uses"];
  readonly cells: readonly React.ReactNode[];
}

function PartsTable(props: {
  title: string;
  text: string;
  columns: readonly string[];
  rows: readonly PartRow[];
}) {
  const { title, text, columns, rows } = props;
  if (rows.length === 0) return null;
  return (
    <section>
      <Title order={2} size="h3">
        {title}
      </Title>
      <Text size="sm" c="dimmed" mb="xs" maw={720}>
        {text}
      </Text>
      <Table.ScrollContainer minWidth={560}>
        <Table verticalSpacing="sm" horizontalSpacing="md" layout="fixed">
          <Table.Thead>
            <Table.Tr>
              {columns.map((column) => (
                <Table.Th key={column}>{column}</Table.Th>
              ))}
              <Table.Th w={56} aria-label={t("parts.delete")} />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(({ id, name, kind, uses, cells }) => (
              <Table.Tr key={id}>
                <Table.Td fw={500}>{name}</Table.Td>
                {cells.map((cell, place) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: columns never move
                  <Table.Td key={place}>{cell}</Table.Td>
                ))}
                <Table.Td ta="right">
                  <DeletePart {...{ id, name, kind, uses }} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </section>
  );
}
