import { Anchor, Card, Group, Stack, Text, UnstyledButton } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useQuery } from "urql";
import { serviceUrl } from "../../../api/address";
import { mapAlone } from "../../../api/map-alone";
import { BoxedPicture } from "../../../parts/boxed-picture";
import { scoreText } from "../../../parts/score";
import { t } from "../../../text/text";
import type { Evaluation } from "../evaluation-query";
import classes from "./wrong-image-card.module.css";
import type { WrongImage } from "./wrong-images";
import { WrongMaps } from "./wrong-maps";

const KINDS = ["predicted", "missed"] as const;

/** A picture with the label that was said wrongly and the one that was missed; pointed at, each shows where the model sees it. */
export function WrongImageCard({ run, wrong }: { run: Evaluation; wrong: WrongImage }) {
  const { image, name } = wrong;
  const [shown, setShown] = useState<(typeof KINDS)[number] | null>(null);
  const [wasAsked, setAsked] = useState(false);
  const vocabularyId = run.benchmarkSet?.vocabulary?.id;
  const labels = KINDS.map((kind) => wrong[kind].label?.label ?? "");
  const [{ data }] = useQuery({
    query: WrongMaps,
    variables: {
      ...{ imageId: image?.id ?? "", vocabularyId: vocabularyId ?? "", labels },
      modelVersionId: run.modelVersion?.id ?? "",
    },
    pause: !(wasAsked && image && vocabularyId && run.modelVersion),
  });
  const look = (kind: (typeof KINDS)[number] | null) => {
    setShown(kind);
    if (kind !== null) setAsked(true);
  };
  const regions = shown && data?.regions[KINDS.indexOf(shown)];
  return (
    <Card withBorder padding="sm">
      {image && (
        <Card.Section className={classes.picture}>
          <BoxedPicture
            src={serviceUrl(image.thumbnailUrl)}
            width={image.width}
            height={image.height}
            alt={name}
            boxes={regions?.boxes ?? []}
            map={regions ? mapAlone(regions.heatMapUrl) : null}
          />
        </Card.Section>
      )}
      <Stack gap={2} mt="xs" onMouseLeave={() => look(null)}>
        {KINDS.map((kind) => (
          <UnstyledButton
            key={kind}
            className={classes.label}
            data-shown={shown === kind || undefined}
            aria-pressed={shown === kind}
            onMouseEnter={() => look(kind)}
            onFocus={() => look(kind)}
            onBlur={() => look(null)}
            onClick={() => look(kind)}
          >
            <Group justify="space-between" wrap="nowrap" gap="xs">
              <Text size="sm" truncate span>
                <Text size="xs" c="dimmed" span mr={6}>
                  {t(`evaluation.${kind}Label`)}
                </Text>
                <Text size="sm" fw={600} span>
                  {wrong[kind].label?.label}
                </Text>
              </Text>
              <Text size="sm" c="dimmed" span>
                {scoreText(wrong[kind].score)}
              </Text>
            </Group>
          </UnstyledButton>
        ))}
      </Stack>
      <Group justify="space-between" wrap="nowrap" gap="xs" mt={6}>
        <Text size="xs" c="dimmed" truncate title={name}>
          {image?.name ?? name}
        </Text>
        {image && (
          <Anchor
            size="xs"
            py={4}
            style={{ flexShrink: 0 }}
            renderRoot={(root) => <Link {...root} to="/images/$id" params={{ id: image.id }} />}
          >
            {t("evaluation.openImage")}
          </Anchor>
        )}
      </Group>
    </Card>
  );
}
