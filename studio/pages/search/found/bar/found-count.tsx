import { ActionIcon, Group, Popover, Progress, Stack, Text } from "@mantine/core";
import { IconCircleCheck, IconInfoCircle } from "@tabler/icons-react";
import { percentText } from "../../../../parts/score";
import { t } from "../../../../text/text";
import type { Found, Proof } from "../use-proof";

/** How many images were found, whether that is proven, and what that means. `least`: in percent, 0 for no cut-off. */
export function FoundCount(props: { found: Found; proof: Proof | null; least: number }) {
  const { found, proof, least } = props;
  const { totalCount: count, totalCountAtMost: atMost } = proof ?? found;
  const percent = percentText(least / 100);
  const told =
    least === 0
      ? t("search.count.all", { count })
      : count === atMost
        ? t("search.count.cut", { count, percent })
        : t("search.count.between", { count: atMost, least: count, percent });
  return (
    <Group gap={6} wrap="nowrap">
      <Text fw={600} aria-live="polite">
        {told}
      </Text>
      <Popover width={340} position="bottom-start" shadow="md">
        <Popover.Target>
          <ActionIcon
            variant="subtle"
            color={found.exact ? undefined : "gray"}
            aria-label={t("search.proof.about")}
            title={t(found.exact ? "search.proof.proven" : "search.proof.open")}
          >
            {found.exact ? (
              <IconCircleCheck size={18} aria-hidden />
            ) : (
              <IconInfoCircle size={18} aria-hidden />
            )}
          </ActionIcon>
        </Popover.Target>
        <Popover.Dropdown>
          <Stack gap="xs">
            <Text size="sm" fw={600}>
              {t(found.exact ? "search.proof.proven" : "search.proof.open")}
            </Text>
            <Text size="sm">{t(found.exact ? "search.proof.provenHelp" : "search.proof.openHelp")}</Text>
            {least > 0 && <Text size="sm">{t("search.proof.cutHelp", { percent })}</Text>}
            <Text size="sm" c="dimmed">
              {t("search.proof.figures", {
                ...{ indexed: found.indexed.images, stored: found.indexed.of },
                ...{ rescored: proof?.rescored ?? found.rescored, took: Math.round(found.took) },
                ...{ name: found.modelVersion.name, version: found.modelVersion.version },
              })}
            </Text>
          </Stack>
        </Popover.Dropdown>
      </Popover>
      {!found.exact && (
        <Progress
          w={90}
          size="sm"
          value={proof && proof.of > 0 ? (100 * proof.rescored) / proof.of : 0}
          aria-label={t("search.proof.open")}
        />
      )}
    </Group>
  );
}
