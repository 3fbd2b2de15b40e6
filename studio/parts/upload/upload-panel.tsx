import {
  ActionIcon,
  Button,
  CloseButton,
  Group,
  Paper,
  Progress,
  SegmentedControl,
  Stack,
  Text,
  VisuallyHidden,
} from "@mantine/core";
import { IconChevronDown, IconChevronUp } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useClient } from "urql";
import { useConnection } from "../../api/connection";
import { t } from "../../text/text";
import { UploadList } from "./upload-list";
import { uploadOutcome } from "./upload-outcome";
import classes from "./upload-panel.module.css";
import { currentUploads, forgetUploads, retryUploads, stopUploads } from "./upload-queue";
import { useUploads } from "./use-uploads";

/** Asked before the page is left while files are on their way. */
const stay = (event: BeforeUnloadEvent) => event.preventDefault();

/** How far the dropped files are, each of them, and what was not taken, with the reasons. */
export function UploadPanel() {
  const client = useClient();
  const counts = useUploads();
  const isAway = useConnection() !== "online";
  const [isOpen, setOpen] = useState(true);
  const [shown, setShown] = useState("all");
  const { total, done, failed, refused, bytes, sentBytes } = counts;
  const isUnderWay = done < total;
  useEffect(() => {
    if (!isUnderWay) return;
    window.addEventListener("beforeunload", stay);
    return () => window.removeEventListener("beforeunload", stay);
  }, [isUnderWay]);

  const notTaken = refused + failed;
  const title = isUnderWay ? t("upload.underWay", { done, total }) : t("upload.done");
  const outcome = uploadOutcome(counts);
  const uploads = currentUploads().filter(
    ({ state }) => shown === "all" || notTaken === 0 || state === "refused" || state === "failed",
  );
  return (
    <Paper
      component="aside"
      withBorder
      shadow="lg"
      p="md"
      className={classes.panel}
      aria-label={t("upload.title")}
    >
      <Stack gap="xs">
        <Group justify="space-between" wrap="nowrap">
          <Text fw={600}>{title}</Text>
          <Group gap={4} wrap="nowrap">
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t(isOpen ? "upload.less" : "upload.more")}
              aria-expanded={isOpen}
              onClick={() => setOpen(!isOpen)}
            >
              {isOpen ? <IconChevronDown size={18} aria-hidden /> : <IconChevronUp size={18} aria-hidden />}
            </ActionIcon>
            {!isUnderWay && <CloseButton aria-label={t("upload.close")} onClick={forgetUploads} />}
          </Group>
        </Group>
        {isUnderWay && (
          <Progress value={bytes > 0 ? (100 * sentBytes) / bytes : 0} aria-label={t("upload.title")} />
        )}
        <Text size="sm" c="dimmed">
          {isAway && isUnderWay ? t("upload.away") : outcome}
        </Text>
        <VisuallyHidden role="status">{isUnderWay ? "" : `${title}. ${outcome}`}</VisuallyHidden>
        {isOpen && (
          <>
            {notTaken > 0 && (
              <SegmentedControl
                size="xs"
                value={shown}
                onChange={setShown}
                data={[
                  { value: "all", label: t("upload.all") },
                  { value: "refused", label: t("upload.notTaken", { count: notTaken }) },
                ]}
              />
            )}
            <UploadList uploads={uploads} />
            <Group gap="xs">
              {isUnderWay && (
                <Button size="xs" variant="default" onClick={stopUploads}>
                  {t("upload.stop")}
                </Button>
              )}
              {failed > 0 && (
                <Button size="xs" variant="default" onClick={() => retryUploads(client)}>
                  {t("upload.again", { count: failed })}
                </Button>
              )}
            </Group>
          </>
        )}
      </Stack>
    </Paper>
  );
}
