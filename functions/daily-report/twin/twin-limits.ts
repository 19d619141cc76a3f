import { pageLimit } from "./api-assumptions.ts";

/** The limits that the client keeps, and those it sets to the API. Times are milliseconds. */
export type TwinLimits = {
  /** Rows asked for in one page. */
  pageRows: number;
  /** Slices of time read ahead at once. */
  parallelSlices: number;
  /** A stretch of time is cut so that a slice holds about this many sessions. */
  sessionsPerSlice: number;
  /** A slice that counts more is cut again. */
  cutAbove: number;
  /** A day that declares more fails: such a count is taken to be wrong. */
  maxSessions: number;
  /** Tries of one request, the first included. */
  tries: number;
  /** The first back-off; it doubles with each further try. */
  firstWaitMs: number;
  /** One wait is never longer, whatever Retry-After says. */
  longestWaitMs: number;
  /** All waits of one request together. */
  waitBudgetMs: number;
  connectTimeoutMs: number;
  responseTimeoutMs: number;
  /** The whole of one try, body included. */
  requestTimeoutMs: number;
  /** A longer body (unpacked) is refused. */
  maxBodyBytes: number;
};

export const defaultTwinLimits: TwinLimits = {
  pageRows: pageLimit,
  parallelSlices: 4,
  sessionsPerSlice: 5000,
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
