import { Box, Card, Group, Stack, Text, Title } from "@mantine/core";
import { IconServer } from "@tabler/icons-react";
import { Moment } from "../../../parts/moment";
import { WorkProgress } from "../../../parts/work-progress";
import { t } from "../../../text/text";
import { KindIcon } from "./kind-icon";
import { OpenResult } from "./open-result";
import type { WorkEntry } from "./work-entry";
import { workSubject, workTitle } from "./work-title";

/** A piece of work that waits or is under way, how far it is, and where. */
export function WorkCard({ work }: { work: WorkEntry }) {
  const { kind, host, startedAt, createdAt } = work;
  const subject = workSubject(work);
  return (
    <Card withBorder component="article">
      <Stack gap="sm">
        <Group gap="sm" wrap="nowrap" align="flex-start">
          <KindIcon kind={kind} />
          <Box miw={0} flex={1}>
            <Title order={3} size="md" lineClamp={2}>
              {workTitle(work)}
            </Title>
            {subject && (
              <Text size="sm" c="dimmed" truncate>
                {subject}
              </Text>
            )}
          </Box>
          <OpenResult work={work} />
        </Group>
        <WorkProgress work={work} />
        <Group gap="xs" c="dimmed" fz="sm">
          <IconServer size={15} aria-hidden />
          <span>{host ? t("work.onHost", { host }) : t("work.noHost")}</span>
          <span aria-hidden>·</span>
          <span>
            {t(startedAt ? "work.began" : "work.accepted")} <Moment at={startedAt ?? createdAt} />
          </span>
        </Group>
      </Stack>
    </Card>
  );
}
