import { Anchor, Button, Group, NumberInput, Text, TextInput } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useClient, useMutation, useQuery } from "urql";
import { graphql } from "../../../api/graphql";
import { problemOf } from "../../../api/problem-of";
import { ProblemAlert } from "../../../parts/problem-alert";
import { TitledCard } from "../../../parts/titled-card";
import { WorkInProgress, WorkProgress } from "../../../parts/work-progress";
import { t } from "../../../text/text";
import { imagesSpread } from "./images-spread";

const Int8Versions = graphql(
  `
  query Int8Versions {
    modelVersions(first: 100) {
      edges { node { id name version float32Version { id } quantization { passes } } }
    }
    work(first: 100, filter: { kind: [QUANTIZATION], state: [QUEUED, RUNNING, FAILED] }) {
      edges {
        node {
          __typename
          id
          ...WorkInProgress
          ... on ModelQuantization { name modelVersion { id } }
        }
      }
    }
    images(first: 1, filter: { addedBy: ANYONE }) { totalCount }
  }
`,
  [WorkInProgress],
);

const Quantize = graphql(`
  mutation QuantizeModel($input: QuantizeModelInput!) {
    quantizeModel(input: $input) {
      __typename
      ... on AcceptedModelQuantization { quantization { id } }
      ... on Error { message }
    }
  }
`);

const USUAL_IMAGES = 64;
const MOST_IMAGES = 1_000;

/** The 8-bit versions of a model, those that are being made, and where another is begun. */
export function QuantizeCard({ id, name }: { id: string; name: string }) {
  const client = useClient();
  const [{ data }] = useQuery({ query: Int8Versions, requestPolicy: "cache-and-network" });
  const [{ data: made, error, fetching }, quantize] = useMutation(Quantize);
  const [images, setImages] = useState(USUAL_IMAGES);
  const [ranges, setRanges] = useState(16);
  const [newName, setNewName] = useState(`${name}-int8`);
  const [isFinding, setFinding] = useState(false);
  const versions = data?.modelVersions.edges
    .map(({ node }) => node)
    .filter(({ float32Version }) => float32Version?.id === id);
  const underWay = data?.work.edges
    .map(({ node }) => node)
    .filter((node) => node.__typename === "ModelQuantization" && node.modelVersion?.id === id);
  const stored = data?.images.totalCount ?? 0;
  const count = Math.min(images, stored);
  const start = async () => {
    setFinding(true);
    const imageIds = await imagesSpread(client, stored, count);
    setFinding(false);
    const rangeImages = Math.min(ranges, imageIds.length - 1);
    void quantize({ input: { modelVersionId: id, imageIds, rangeImages, name: newName.trim() || null } });
  };
  return (
    <TitledCard title={t("quantization.make")} text={t("quantization.why")}>
      {versions?.map((version) => (
        <Group key={version.id} justify="space-between" gap="xs">
          <Anchor renderRoot={(anchor) => <Link {...anchor} to="/models/$id" params={{ id: version.id }} />}>
            {version.name}, {t("vocabularies.version", { version: version.version }).toLocaleLowerCase()}
          </Anchor>
          <Text size="sm" c="dimmed">
            {t(version.quantization?.passes ? "quantization.passes" : "quantization.fails")}
          </Text>
        </Group>
      ))}
      {underWay?.map((work) => (
        <WorkProgress key={work.id} work={work} />
      ))}
      <Group gap="md" align="flex-end">
        <NumberInput
          label={t("quantization.imageCount")}
          description={t("quantization.imageCountHint", { count: stored })}
          value={images}
          onChange={(value) => setImages(Number(value) || 2)}
          min={2}
          max={MOST_IMAGES}
          flex={1}
          miw={160}
        />
        <NumberInput
          label={t("quantization.rangeCount")}
          description={t("quantization.rangeCountHint")}
          value={ranges}
          onChange={(value) => setRanges(Number(value) || 1)}
          min={1}
          max={Math.max(1, images - 1)}
          flex={1}
          miw={160}
        />
      </Group>
      <TextInput
        label={t("quantization.name")}
        value={newName}
        onChange={({ currentTarget }) => setNewName(currentTarget.value)}
      />
      {stored < 2 && (
        <Text size="sm" c="dimmed">
          {t("quantization.needsImages")}
        </Text>
      )}
      <Button
        variant="default"
        onClick={() => void start()}
        loading={fetching || isFinding}
        disabled={stored < 2}
        style={{ alignSelf: "flex-start" }}
      >
        {t("quantization.start")}
      </Button>
      <ProblemAlert problem={problemOf(made?.quantizeModel) ?? error?.message} />
    </TitledCard>
  );
}
