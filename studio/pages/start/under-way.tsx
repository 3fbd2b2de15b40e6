import { Anchor, Card, Group, Stack, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ResultOf } from "../../api/graphql";
import { WorkProgress } from "../../parts/work-progress";
import { t } from "../../text/text";
import type { StartOverview } from "./start-overview";

type Work = ResultOf<typeof StartOverview>["underWay"]["edges"][number]["node"];

/** Whatever takes long and is being done. */
export function UnderWay(props: { work: readonly Work[] }) {
  if (props.work.length === 0) return null;
  return (
    <Card withBorder component="section" aria-labelledby="under-way">
      <Group justify="space-between" mb="sm">
        <Title order={2} id="under-way">
          {t("start.underWay")}
        </Title>
        <Anchor component={Link} to="/work" size="sm">
          {t("start.allWork")}
        </Anchor>
      </Group>
      <Stack gap="md">
        {props.work.map((one) => (
          <div key={one.id}>
            <Text size="sm" fw={600}>
              {t(`parts.kind.${one.kind}`)}
            </Text>
            <WorkProgress work={one} />
          </div>
        ))}
      </Stack>
    </Card>
  );
}
