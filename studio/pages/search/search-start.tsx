import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { IconCpu, IconPhotoPlus } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useQuery } from "urql";
import { EmptyState } from "../../parts/empty-state";
import { t } from "../../text/text";
import { WordsToTry } from "./query/models-query";
import { useSearchView } from "./use-search-view";

/** Of so many suggestions one is shown. */
const EACH = 3;

/** What stands where nothing is looked for yet: words to try, or what is missing. */
export function SearchStart({ hasModel, stored }: { hasModel: boolean; stored: number }) {
  if (!hasModel)
    return (
      <EmptyState icon={IconCpu} title={t("search.start.noModel")} text={t("search.start.noModelHelp")}>
        <Button component={Link} to="/">
          {t("search.start.toStart")}
        </Button>
      </EmptyState>
    );
  if (stored === 0)
    return (
      <EmptyState
        icon={IconPhotoPlus}
        title={t("search.start.noImages")}
        text={t("search.start.noImagesHelp")}
      >
        <Button component={Link} to="/library">
          {t("search.start.toLibrary")}
        </Button>
      </EmptyState>
    );
  return <Suggestions stored={stored} />;
}

function Suggestions({ stored }: { stored: number }) {
  const { view, go } = useSearchView();
  const [{ data }] = useQuery({
    query: WordsToTry,
    variables: { modelVersionId: view.model ?? null },
  });
  // They come the shortest first, and neighbors are much alike.
  const words = (data?.suggestWords ?? []).filter((_, place) => place % EACH === 0);
  const tags = data?.tags.edges.map(({ node }) => node) ?? [];
  return (
    <Stack gap="lg" py="md">
      <Text c="dimmed" maw={640}>
        {t("search.start.help", { count: stored })}
      </Text>
      {words.length > 0 && (
        <Stack gap="xs">
          <Title order={2} size="h4">
            {t("search.start.try")}
          </Title>
          <Group gap="xs">
            {words.map((word) => (
              <Button
                key={word}
                size="compact-md"
                radius="xl"
                variant="default"
                fw={500}
                onClick={() => go({ model: view.model, q: word })}
              >
                {word}
              </Button>
            ))}
          </Group>
        </Stack>
      )}
      {tags.length > 0 && (
        <Stack gap="xs">
          <Title order={2} size="h4">
            {t("search.start.tags")}
          </Title>
          <Group gap="xs">
            {tags.map(({ tag, imageCount }) => (
              <Button
                key={tag}
                size="compact-md"
                radius="xl"
                variant="default"
                fw={500}
                onClick={() => go({ model: view.model, q: tag })}
              >
                {t("search.start.tag", { tag, count: imageCount })}
              </Button>
            ))}
          </Group>
        </Stack>
      )}
    </Stack>
  );
}
