import { pageLimit } from "./api-assumptions.ts";

/** Limits of the client's own work and of the API's answers. Times are milliseconds. */
export type TwinLimits = {
  /** Requested rows per page. */
  pageRows: number;
  /** Requests that run at once, each for another slice of time; fewer while TWIN is too busy. */
  parallelSlices: number;
  /** Bytes of answers that may be held in memory, in flight or read ahead, before the caller takes them. */
  heldBytes: number;
  /** A time range is cut so that a slice holds about this many sessions. */
  sessionsPerSlice: number;
  /** A slice with a higher count is cut again. */
  cutAbove: number;
  /** A higher count for a day is considered wrong, and the reading fails. */
  maxSessions: number;
  /** Attempts of one request, including the first. */
  tries: number;
  /** The first back-off; it doubles with each attempt. */
  firstWaitMs: number;
  /** The longest single wait, even if Retry-After asks for more. */
  longestWaitMs: number;
  /** The sum of all waits of one request, also for its turn while other requests hold it up. It is checked before each wait. */
  waitBudgetMs: number;
  connectTimeoutMs: number;
  responseTimeoutMs: number;
  /** One whole attempt, including the body. */
  requestTimeoutMs: number;
  /** A longer body (after decompression) is refused. */
  maxBodyBytes: number;
};

export const defaultTwinLimits: TwinLimits = {
  pageRows: pageLimit,
  parallelSlices: 4,
  heldBytes: 20 * 1024 * 1024,
  // Slices of slightly less than four pages: longer ones need more memory, because the slices after them wait, and shorter
  // ones need more requests, because the last page of a slice is rarely full.
  sessionsPerSlice: 3900,
  cutAbove: 10_000,
  maxSessions: 5_000_000,
  tries: 5,
  firstWaitMs: 500,
  longestWaitMs: 30_000,
  waitBudgetMs: 120_000,
  connectTimeoutMs: 10_000,
  responseTimeoutMs: 45_000,
  requestTimeoutMs: 60_000,
  maxBodyBytes: 64 * 1024 * 1024,
};
