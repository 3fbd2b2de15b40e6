import { Alert, List } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";
import { t } from "../../text/text";
import type { Benchmark } from "./benchmark-query";

/** What the import of a set left out, repaired or found odd. */
export function Remarks({ remarks }: { remarks: Benchmark["remarks"] }) {
  if (remarks.length === 0) return null;
  return (
    <Alert color="yellow" icon={<IconInfoCircle aria-hidden />} title={t("benchmark.remarks")}>
      <List size="sm">
        {remarks.map(({ code, message, examples }) => (
          <List.Item key={`${code} ${message}`}>
            {message}
            {examples.length > 0 && ` ${t("benchmark.examples", { examples: examples.join(", ") })}`}
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}
