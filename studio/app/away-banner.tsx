import { Alert, Button, Code, Group, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconPlugConnectedX } from "@tabler/icons-react";
import { useState } from "react";
import { look, useConnection } from "../api/connection";
import { t } from "../text/text";

/** A service that restarts quickly is not worth a word. */
const PATIENCE_MS = 1_200;

/** Says that the service cannot be reached, what to do, and that the page goes on by itself. */
export function AwayBanner() {
  const isAway = useConnection() === "away";
  const [hasLasted] = useDebouncedValue(isAway, PATIENCE_MS);
  const [isLooking, setLooking] = useState(false);
  const lookNow = async () => {
    setLooking(true);
    await look();
    setLooking(false);
  };
  if (!isAway || !hasLasted) return null;
  return (
    <Alert
      color="orange"
      mb="lg"
      icon={<IconPlugConnectedX aria-hidden />}
      title={t("app.awayTitle")}
      role="alert"
    >
      <Group justify="space-between" gap="sm">
        <Text size="sm" maw={640}>
          {t("app.away")} <Code>npm start</Code>
        </Text>
        <Button size="compact-sm" variant="default" loading={isLooking} onClick={lookNow}>
          {t("app.lookNow")}
        </Button>
      </Group>
    </Alert>
  );
}
