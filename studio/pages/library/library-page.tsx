import { useMediaQuery } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { useLocation, useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo, useRef, useState } from "react";
import { useClient } from "urql";
import { deleteWithUndo } from "../../parts/deletion/delete-with-undo";
import { usePendingDeletions } from "../../parts/deletion/use-pending-deletions";
import { PageHeader } from "../../parts/page-header";
import { ProblemAlert } from "../../parts/problem-alert";
import { QueryLink } from "../../parts/query-link";
import { AddPhotosButton } from "../../parts/upload/add-photos-button";
import { DropArea } from "../../parts/upload/drop-area";
import { t } from "../../text/text";
import { LabelDialog } from "./dialogs/label-dialog";
import { ShortcutsDialog } from "./dialogs/shortcuts-dialog";
import { TagDialog } from "./dialogs/tag-dialog";
import { FilterPills } from "./filters/filter-pills";
import type { LibrarySearch } from "./filters/library-search";
import { ImageGrid } from "./grid/image-grid";
import { LibraryImages } from "./grid/image-pages";
import { leavingImages } from "./grid/leaving-images";
import { thumbnailWidth } from "./grid/thumbnail-width";
import { useGridActions } from "./grid/use-grid-actions";
import { LibraryEmpty } from "./library-empty";
import classes from "./library-page.module.css";
import { LibrarySkeleton } from "./library-skeleton";
import { LibraryToolbar } from "./library-toolbar";
import { chosenImages, countOf, MOST_IDS, type Selection } from "./selection/selection";
import { SelectionBar } from "./selection/selection-bar";
import { useSelection } from "./selection/use-selection";
import { useKeptScroll } from "./use-kept-scroll";
import { useLibrary } from "./use-library";
import { usePageKeys } from "./use-page-keys";

const [SIZE, SIZE_ON_PHONES] = [168, 112];
type Dialog = "tag" | "label" | "keys";

/** The stored images: found, sorted, selected, tagged, labeled and deleted. */
export function LibraryPage() {
  const search = useSearch({ from: "/library" });
  const navigate = useNavigate({ from: "/library" });
  const back = useLocation({ select: ({ pathname, searchStr }) => pathname + searchStr });
  const client = useClient();
  const isNarrow = useMediaQuery("(max-width: 36em)", undefined, { getInitialValueInEffect: false });
  const [dragged, setDragged] = useState<number | null>(null);
  const size = dragged ?? search.size ?? (isNarrow ? SIZE_ON_PHONES : SIZE);
  const library = useLibrary(search, thumbnailWidth(search.size ?? size));
  const { filter, orderBy, pages, total } = library;
  const selecting = useSelection(pages, filter);
  const { selection, selectAll, clear } = selecting;
  const leaving = leavingImages(usePendingDeletions(), filter);
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const closeDialog = () => setDialog(null);
  const nameField = useRef<HTMLInputElement>(null);
  const keepScroll = useKeptScroll(total !== undefined);

  const change = useCallback(
    (changes: LibrarySearch) => {
      setDragged(null);
      const resetScroll = !("size" in changes); // another size shows the same images
      void navigate({ search: (old) => ({ ...old, ...changes }), replace: true, resetScroll });
    },
    [navigate],
  );
  const clearFilters = () => void navigate({ search: ({ by, reverse, size }) => ({ by, reverse, size }) });
  const listOf = useCallback(
    (cursor: string) => ({ of: "library", filter, orderBy, cursor, back }) as const,
    [filter, orderBy, back],
  );
  const hrefOf = useCallback(
    (id: string, cursor: string) => `images/${id}?list=${encodeURIComponent(JSON.stringify(listOf(cursor)))}`,
    [listOf],
  );
  const open = useCallback(
    (index: number) => {
      const image = pages.at(index);
      if (!image) return;
      keepScroll();
      const search = { list: listOf(image.cursor) };
      void navigate({ to: "/images/$id", params: { id: image.node.id }, search });
    },
    [navigate, pages, listOf, keepScroll],
  );
  const remove = useCallback(
    (chosen: Selection) => {
      if (countOf(chosen) === 0) return;
      deleteWithUndo(client, { chosen: chosenImages(chosen), count: countOf(chosen) });
      clear();
    },
    [client, clear],
  );
  const doings = useMemo(
    () => ({
      total: total ?? 0,
      onOpen: open,
      onDelete: (index: number) => {
        const image = pages.at(index);
        if (countOf(selection) > 0) remove(selection);
        else if (image) remove({ kind: "some", ids: new Set([image.node.id]) });
      },
      onTooMany: () => notifications.show({ message: t("library.tooMany", { count: MOST_IDS }) }),
    }),
    [total, open, pages, selection, remove],
  );
  const { active, actions } = useGridActions(selecting, doings);
  usePageKeys({
    onFind: () => nameField.current?.focus(),
    onHelp: () => setDialog("keys"),
    onTag: () => countOf(selection) > 0 && setDialog("tag"),
    onLabel: () => countOf(selection) > 0 && setDialog("label"),
  });

  const isFiltered = Object.keys(filter).length > 0;
  const subtitle =
    total === undefined
      ? " "
      : !library.isExact
        ? t("library.countMany", { count: total - 1 })
        : t(isFiltered ? "library.found" : "library.count", { count: total });
  return (
    <DropArea>
      <PageHeader
        title={t("library.title")}
        subtitle={subtitle}
        actions={
          <>
            <QueryLink document={LibraryImages} variables={{ filter, orderBy, offset: 0, width: 256 }} />
            <AddPhotosButton />
          </>
        }
      />
      {(total !== 0 || isFiltered) && (
        <div className={classes.bar}>
          {countOf(selection) > 0 ? (
            <SelectionBar
              selection={selection}
              total={total ?? 0}
              onSelectAll={() => void selectAll()}
              onTag={() => setDialog("tag")}
              onLabel={() => setDialog("label")}
              onDelete={() => remove(selection)}
              onClear={clear}
            />
          ) : (
            <LibraryToolbar
              search={search}
              size={size}
              nameField={nameField}
              onChange={change}
              onResize={setDragged}
            />
          )}
        </div>
      )}
      <FilterPills search={search} onChange={change} onClear={clearFilters} />
      <ProblemAlert problem={library.problem} />
      {total === undefined && !library.problem && <LibrarySkeleton size={size} />}
      {total === 0 && <LibraryEmpty isFiltered={isFiltered} onClear={clearFilters} />}
      {total !== undefined && total > 0 && (
        <ImageGrid
          content={{ pages, selection, leaving, active, hrefOf }}
          {...{ total, size, actions }}
          isByTime={orderBy.by === "ADDED" || orderBy.by === "TAKEN"}
        />
      )}
      <TagDialog isOpen={dialog === "tag"} selection={selection} onClose={closeDialog} />
      <LabelDialog isOpen={dialog === "label"} selection={selection} onClose={closeDialog} />
      <ShortcutsDialog isOpen={dialog === "keys"} onClose={closeDialog} />
    </DropArea>
  );
}
