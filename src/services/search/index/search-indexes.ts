import type { ImageFilter } from "../../../storage/images/list-images";
import type { ModelVersionRow } from "../../../storage/models/model-versions";
import type { SearchIndexRow } from "../../../storage/search/search-indexes";
import type { EncodedImage, GrowingIndex } from "./index-encoded";
import type { OpenIndex } from "./open-index";
import type { ScoreColumns } from "./score-columns";

/** The indexes that searches read, one of each model's encode stages: kept in the database, and copied to this host. */
export interface SearchIndexes {
  /**
   * The index of a model as it is now, its sketches on this host; made where there is none. What it returns is a
   * snapshot: it does not change, and its files only grow.
   */
  open(model: ModelVersionRow): Promise<OpenIndex>;
  /** 1 for the positions whose images meet a filter, [count]. */
  positionsMeeting(index: OpenIndex, filter: ImageFilter): Promise<Uint8Array>;
  /** This host's copies of the scores of indexed vocabularies. */
  readonly columns: ScoreColumns;
  /** The positions of images; those that the snapshot does not have are left out. */
  positionsOf(index: OpenIndex, imageIds: readonly string[]): Promise<Map<string, number>>;
  /**
   * Adds an image that was just encoded to the index of its encode stages, if there is one. Resolves when its regions are
   * not needed any more; it never rejects, and what is lost is found missing later.
   */
  onEncoded(image: EncodedImage): Promise<void>;
  /**
   * Begins the indexing of what the index of a model lacks, or of the scores that it lacks for a vocabulary, as a search does
   * that finds some missing. It never rejects, and does nothing where that is under way, or was canceled a short while ago.
   */
  startIndexing(model: ModelVersionRow, vocabularyId?: string): Promise<void>;
  /** The index of a model that searches use; made where there is none. */
  current(model: ModelVersionRow): Promise<SearchIndexRow>;
  /** An index with what is needed to add images to it. */
  growing(row: SearchIndexRow): Promise<GrowingIndex>;
  /** Says that another index took over: what is encoded from now on is added to that one. */
  forget(encoderHash: string): void;
  /** Sketches images and adds them to an index. False if nobody uses the index any more. */
  add(index: GrowingIndex, images: readonly Pick<EncodedImage, "imageId" | "regions">[]): Promise<boolean>;
  /** Waits until what was encoded is indexed. */
  settle(): Promise<void>;
  close(): Promise<void>;
}
