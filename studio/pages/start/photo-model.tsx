import { Alert, Button, Card, Collapse, Divider, Stack, Text, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconCircleCheck } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useRef } from "react";
import { type FragmentOf, readFragment } from "../../api/graphql";
import { t } from "../../text/text";
import { ModelOffer } from "./model-offer";
import { OfferedModel } from "./offered-model";

const UNDER_WAY = ["QUEUED", "RUNNING"];

/** While there is no model for photos: how to get one, and how far that is; then, that it is there. */
export function PhotoModel(props: {
  isMissing: boolean;
  models: readonly FragmentOf<typeof OfferedModel>[];
}) {
  const { isMissing, models } = props;
  const [isOpen, { toggle }] = useDisclosure(false);
  const entries = models.map((model) => ({ model, entry: readFragment(OfferedModel, model) }));
  const underWay = entries.find(({ entry }) => UNDER_WAY.includes(entry.setup?.state ?? ""));
  // It is only told to who saw it on its way.
  const watched = useRef<string | null>(null);
  if (underWay) watched.current = underWay.entry.catalogueId;
  const ready = entries.find(({ entry }) => entry.modelVersion && entry.catalogueId === watched.current);
  if (!underWay && ready) return <PhotoModelReady title={ready.entry.title} />;
  const first = underWay ?? (isMissing ? entries[0] : undefined);
  if (!first) return null;
  const others = entries.filter((one) => one !== first);
  return (
    <Card withBorder component="section" aria-labelledby="photo-model">
      <Stack gap="md">
        <div>
          <Title order={2} id="photo-model">
            {t("start.photoTitle")}
          </Title>
          <Text c="dimmed" mt={4}>
            {t("start.photoWhy")}
          </Text>
        </div>
        <ModelOffer model={first.model} isAdvised={first === entries[0]} />
        {!underWay && (
          <>
            <Button variant="subtle" size="compact-sm" aria-expanded={isOpen} onClick={toggle} mr="auto">
              {t("start.photoOthers", { count: others.length })}
            </Button>
            <Collapse expanded={isOpen}>
              <Stack gap="md">
                {others.map(({ model, entry }) => (
                  <Stack gap="md" key={entry.catalogueId}>
                    <Divider />
                    <ModelOffer model={model} isAdvised={false} />
                  </Stack>
                ))}
              </Stack>
            </Collapse>
          </>
        )}
      </Stack>
    </Card>
  );
}

function PhotoModelReady({ title }: { title: string }) {
  return (
    <Alert
      color="teal"
      icon={<IconCircleCheck aria-hidden />}
      title={t("start.photoReady", { title })}
      role="status"
    >
      <Stack gap="sm" align="flex-start">
        {t("start.photoReadyText")}
        <Button component={Link} to="/search" size="compact-md" variant="default">
          {t("start.stepSearch")}
        </Button>
      </Stack>
    </Alert>
  );
}
