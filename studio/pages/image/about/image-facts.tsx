import { Stack, Table, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { Moment } from "../../../parts/moment";
import { bytesText } from "../../../parts/number-text";
import { t } from "../../../text/text";
import type { ShownImage } from "../image-query";
import { dateText } from "./date-text";

/** What the service knows of the file. */
export function ImageFacts({ image }: { image: ShownImage }) {
  const { width, height, sizeBytes, mediaType, path, externalId, sha256, createdAt } = image;
  const facts: [string, ReactNode][] = [
    [t("image.facts.size"), t("image.facts.pixels", { width, height })],
    [t("image.facts.file"), `${mediaType}, ${bytesText(sizeBytes)}`],
    [t("image.facts.taken"), image.capturedAt && dateText(image.capturedAt, image.capturedOffset)],
    [t("image.facts.added"), <Moment key="added" at={createdAt} />],
    [t("image.facts.path"), path],
    [t("image.facts.externalId"), externalId],
    [t("image.facts.sha256"), sha256],
  ];
  return (
    <Stack gap="xs" component="section">
      <Title order={2}>{t("image.facts.title")}</Title>
      <Table
        variant="vertical"
        layout="fixed"
        withRowBorders={false}
        verticalSpacing={4}
        horizontalSpacing={0}
      >
        <Table.Tbody>
          {facts.map(
            ([name, value]) =>
              value && (
                <Table.Tr key={name}>
                  <Table.Th w={120} bg="transparent" fw={500} c="dimmed">
                    {name}
                  </Table.Th>
                  <Table.Td style={{ overflowWrap: "anywhere" }}>{value}</Table.Td>
                </Table.Tr>
              ),
          )}
        </Table.Tbody>
      </Table>
    </Stack>
  );
}
