import { Card, SimpleGrid, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { Moment } from "../../../parts/moment";
import { Thumbnail } from "../../../parts/thumbnail";
import { t } from "../../../text/text";
import type { ListedSet } from "./set-list";

/** A set at a glance: its first pictures. */
export function SetCard({ set }: { set: ListedSet }) {
  const { id, name, format, imageCount, vocabulary, items, createdAt } = set;
  const images = items.edges.flatMap(({ node: { image } }) => (image ? [image] : []));
  return (
    <Card
      withBorder
      padding="md"
      renderRoot={(card) => <Link {...card} to="/benchmarks/$id" params={{ id }} />}
    >
      {images.length > 0 ? (
        <SimpleGrid cols={4} spacing={4} mb="sm">
          {images.map((image) => (
            <Thumbnail key={image.id} image={image} alt="" />
          ))}
        </SimpleGrid>
      ) : (
        <Text size="sm" c="dimmed" mb="sm">
          {t("benchmarks.features")}
        </Text>
      )}
      <Title order={2} size="h4" lineClamp={1} title={name}>
        {name}
      </Title>
      <Text size="sm" mt={2}>
        {t("benchmarks.images", { count: imageCount })} ·{" "}
        {t("benchmarks.labels", { count: vocabulary?.labelCount ?? 0 })}
      </Text>
      <Text size="sm" c="dimmed" mt="auto">
        {t(`benchmarks.format.${format}`)} · <Moment at={createdAt} />
      </Text>
    </Card>
  );
}
