/**
 * What has become of a file. `known`: the service had the picture before. `refused`: by the service, which said why;
 * `failed`: for another reason, so that it may be tried again.
 */
export type UploadState = "waiting" | "sending" | "stored" | "known" | "refused" | "failed";

/** A file on its way to the service. */
export interface Upload {
  /** Place in the queue. */
  readonly id: number;
  readonly file: File;
  /** Below the folder that was dropped; null for a single file. */
  readonly path: string | null;
  readonly state: UploadState;
  /** How many of its bytes have left. */
  readonly sent: number;
  /** Why it was refused, or failed. */
  readonly reason: string | null;
}

/** How much of a queue is done. */
export interface UploadCounts {
  readonly total: number;
  readonly done: number;
  readonly stored: number;
  readonly known: number;
  readonly refused: number;
  readonly failed: number;
  readonly bytes: number;
  readonly sentBytes: number;
  /** Files that are no pictures, and were left out. */
  readonly leftOut: number;
}

export const isUnderWay = ({ state }: Upload): boolean => state === "waiting" || state === "sending";
