import fc from "fast-check";

/**
 * For mutation runs: a property that names no number of its own is tried a few times, and always with the same values, since
 * its seed is part of the name by which a test is found again.
 */
fc.configureGlobal({ numRuns: 10, seed: 2026, endOnFailure: true });
