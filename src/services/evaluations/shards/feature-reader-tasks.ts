/** The tasks of the thread that reads stored features. */
export type FeatureReaderTasks = {
  /**
   * Reads the features of items, and their global vectors where there is room for those, one after another into
   * memory shared by all threads. Returns how many items were found, each of the size that the memory gives.
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

/** The part of an error that tells whether the database is at fault. */
export interface DatabaseFailure {
  readonly message: string;
  readonly code: unknown;
  readonly severity: unknown;
}
