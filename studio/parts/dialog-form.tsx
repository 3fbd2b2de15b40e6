import { Stack } from "@mantine/core";
import type { ComponentProps, ReactNode } from "react";
import { DialogEnd } from "./dialog-end";

/** The fields of a dialog that Enter sends, and its end. */
export function DialogForm({ children, ...end }: ComponentProps<typeof DialogEnd> & { children: ReactNode }) {
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (end.isReady && !end.isBusy) end.onDo();
      }}
    >
      <Stack gap="md">
        {children}
        <DialogEnd {...end} isSubmitted />
      </Stack>
    </form>
  );
}
