/**
 * For connections on which nothing may be sent for hours: the system asks every few seconds whether the other side is
 * still there, instead of after two hours. So a server that failed over is noticed, and no router forgets them.
 */
export const KEEP_ALIVE = { keepAlive: true, keepAliveInitialDelayMillis: 10_000 } as const;
