import { notifications } from "@mantine/notifications";
import { useCallback } from "react";
import type { OperationResult } from "urql";
import { errorText } from "../../../api/error-text";
import { problemOf } from "../../../api/problem-of";
import { t } from "../../../text/text";

/** Waits for a change of the image, says what went wrong with it, and then has the image read again. */
export function useReport(onChange: () => void) {
  return useCallback(
    async (change: Promise<OperationResult<{ result: object }>>): Promise<void> => {
      const { data, error } = await change;
      const problem = problemOf(data?.result) ?? errorText(error);
      if (problem)
        notifications.show({ color: "red", title: t("parts.problemTitle"), message: problem, role: "alert" });
      onChange();
    },
    [onChange],
  );
}
