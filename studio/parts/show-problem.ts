import { notifications } from "@mantine/notifications";
import type { CombinedError } from "urql";
import { errorText } from "../api/error-text";

/** Says what the service refused, where a page has no place of its own for that. */
export function showProblem(error: CombinedError | undefined): void {
  const message = errorText(error);
  if (message !== null) notifications.show({ color: "red", message });
}
