/** The least and the largest value of each channel, the last axis, of some values by name. */
export type ProductRanges = ReadonlyMap<string, ChannelRanges>;

export interface ChannelRanges {
  readonly least: Float32Array; // [K]
  readonly largest: Float32Array; // [K]
}
