/**
 * Reads a stream of chunks by delimiter or by length. It holds no more than what is requested and one chunk,
 * so the caller sets the bound. Offsets count (decompressed) bytes from the start.
 */
export class ByteReader {
  private buffer: Buffer = Buffer.alloc(0);
  private position = 0;
  private ended = false;
  private consumed = 0;
  private readonly chunks: AsyncIterator<Buffer>;

  constructor(source: AsyncIterable<Buffer>) {
    this.chunks = source[Symbol.asyncIterator]();
  }

  /** How many bytes have been taken so far. */
  get offset(): number {
    return this.consumed;
  }

  /** The next `length` bytes without taking them; fewer only at the end of the stream. */
  async peek(length: number): Promise<Buffer> {
    while (this.buffer.length - this.position < length && (await this.fill()));
    return this.buffer.subarray(this.position, this.position + length);
  }

  /** Takes `length` bytes; fewer only at the end of the stream. Valid until the next call. */
  async take(length: number): Promise<Buffer> {
    const bytes = await this.peek(length);
    this.advance(bytes.length);
    return bytes;
  }

  /**
   * Takes the bytes before the next `delimiter` and drops the delimiter; at the end of the stream, what is
   * left; null after that. "too long" if none comes within `limit` bytes. Valid until the next call.
   */
  async takeUntil(delimiter: number, limit: number): Promise<Buffer | "too long" | null> {
    let searched = 0;
    for (;;) {
      const found = this.buffer.indexOf(delimiter, this.position + searched);
      const length = (found === -1 ? this.buffer.length : found) - this.position;
      if (length > limit) return "too long";
      if (found !== -1) {
        const bytes = this.buffer.subarray(this.position, found);
        this.advance(length + 1);
        return bytes;
      }
      searched = length;
      if (!(await this.fill())) return length === 0 ? null : this.take(length);
    }
  }

  /** What has not been taken yet, as chunks, for another reader; this one is then at its end. */
  async *rest(): AsyncGenerator<Buffer> {
    const left = this.buffer.subarray(this.position);
    this.advance(left.length);
    if (left.length > 0) yield left;
    while (await this.fill()) {
      const chunk = this.buffer.subarray(this.position);
      this.advance(chunk.length);
      yield chunk;
    }
  }

  /** Releases the source, read to its end or not. */
  async close(): Promise<void> {
    await this.chunks.return?.();
  }

  private advance(length: number): void {
    this.position += length;
    this.consumed += length;
  }

  private async fill(): Promise<boolean> {
    if (this.ended) return false;
    const { done, value } = await this.chunks.next();
    if (done) {
      this.ended = true;
      return false;
    }
    const rest = this.buffer.subarray(this.position);
    this.buffer = rest.length === 0 ? value : Buffer.concat([rest, value]);
    this.position = 0;
    return true;
  }
}
