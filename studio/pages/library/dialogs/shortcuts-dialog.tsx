import { Kbd, Modal, Table } from "@mantine/core";
import { t } from "../../../text/text";

/** Keys as they are printed, and what they do. */
const SHORTCUTS = [
  [["←", "→", "↑", "↓"], "move"],
  [["Page Up", "Page Down", "Home", "End"], "leap"],
  [["Enter"], "open"],
  [["Space"], "select"],
  [["Shift", "←→↑↓"], "extend"],
  [["Ctrl", "A"], "all"],
  [["Esc"], "clear"],
  [["T"], "tag"],
  [["L"], "label"],
  [["Delete"], "delete"],
  [["/"], "find"],
  [["?"], "help"],
] as const;

/** What can be done by the keyboard alone. */
export function ShortcutsDialog(props: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const { isOpen, onClose } = props;
  return (
    <Modal opened={isOpen} onClose={onClose} title={t("library.keysTitle")} centered>
      <Table verticalSpacing={6}>
        <Table.Tbody>
          {SHORTCUTS.map(([keys, text]) => (
            <Table.Tr key={text}>
              <Table.Td>{t(`library.keys.${text}`)}</Table.Td>
              <Table.Td ta="end">
                {keys.map((key) => (
                  <Kbd key={key} ms={4}>
                    {key}
                  </Kbd>
                ))}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}
