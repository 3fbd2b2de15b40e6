/** Jest calls this once after all tests. */
export default async function stopTestPostgres(): Promise<void> {
  await (globalThis as { stopTestPostgres?: () => Promise<void> }).stopTestPostgres?.();
}
