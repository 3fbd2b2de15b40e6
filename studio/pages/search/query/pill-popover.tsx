import { Button, Popover } from "@mantine/core";
import type { Icon } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";

/** A button among the chips of a search, with the form that it opens: `children` are given what closes that. */
export function PillPopover(props: { icon: Icon; text: string; children: (close: () => void) => ReactNode }) {
  const { icon: Picture, text, children } = props;
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover opened={isOpen} onChange={setOpen} width={320} position="bottom-start" shadow="md" trapFocus>
      <Popover.Target>
        <Button
          size="compact-md"
          radius="xl"
          variant="default"
          fw={500}
          leftSection={<Picture size={14} aria-hidden />}
          onClick={() => setOpen(!isOpen)}
        >
          {text}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>{children(() => setOpen(false))}</Popover.Dropdown>
    </Popover>
  );
}
