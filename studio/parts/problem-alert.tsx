import { Alert } from "@mantine/core";
import { IconAlertCircle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { t } from "../text/text";

/** What went wrong, in the service's own words, which say what to do; nothing where nothing did. */
export function ProblemAlert(props: { problem: string | null | undefined; children?: ReactNode }) {
  const { problem, children } = props;
  if (!problem) return null;
  return (
    <Alert color="red" icon={<IconAlertCircle aria-hidden />} title={t("parts.problemTitle")} role="alert">
      {problem}
      {children}
    </Alert>
  );
}
