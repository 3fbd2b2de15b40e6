/** The work of the thread that reads stored features. */
export type FeatureReaderTasks = {
  /**
   * Reads the features of items, and their scene vectors where there is room for those, one after another into
   * memory that all threads see. Gives how many items were there, each of the size that the memory says.
   */
  read: {
    message: {
      readonly url: string;
      readonly setId: string;
      readonly positions: readonly number[];
      readonly features: Uint8Array<SharedArrayBuffer>;
      readonly global: Uint8Array<SharedArrayBuffer>;
    };
    result: { readonly found: number } | { readonly failure: DatabaseFailure };
  };
};

/** What says of an error whether the database is at fault. */
export interface DatabaseFailure {
  readonly message: string;
  readonly code: unknown;
  readonly severity: unknown;
}
